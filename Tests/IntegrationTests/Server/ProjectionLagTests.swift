import EventLog
import EventLogTestSupport
import Projections
import Testing

@testable import CairnServer

/// What the metrics say of a view that is behind by more than memory holds.
@Suite struct ProjectionLagTests {
  private static let second: Int64 = 1_000_000

  @Test func theAgeIsOfTheOldestEventThatIsNotInTheViewAndNotOfOneBefore() async throws {
    let store = InMemoryLogStore(logID: Samples.id(1, kind: 0x1))
    var head = try await store.claim(.whenFree, by: Samples.claimant)
    // Nobody follows it and nothing that was read is kept: what is on disk is not in memory.
    let feed = LogFeed(store: store, durablePosition: head.position, readEventsKept: 0)
    let operations = HubOperations()
    let checkpoint = Checkpoint(position: 0)
    let lag = ProjectionLag(
      name: "cases", form: 1, checkpoint: checkpoint, feed: feed, factory: operations.defineLog(projections: ["cases"]))
    func append(at second: Int64) {
      let batch = LogBatch(
        base: head, events: Samples.events(ofCommand: Int(second), stream: Int(second), firstVersion: 1),
        recordedAt: second * Self.second)
      store.append(batch) { _ in }
      head = batch.head
      feed.publish(batch)
    }
    func seconds(at second: Int64) throws -> Double {
      lag.measure(now: second * Self.second)
      let line = try #require(
        operations.metrics.split(separator: "\n").first { $0.hasPrefix("cairn_projection_lag_seconds{") })
      return try #require(line.split(separator: " ").last.flatMap { Double($0) })
    }

    append(at: 1)
    append(at: 5)
    #expect(feed.recordedAt(ofEventAfter: 0) == nil)
    try await lag.look([], in: store)
    #expect(try seconds(at: 10) == 9)
    checkpoint.advance(to: 1)
    try await lag.look([], in: store)
    #expect(try seconds(at: 10) == 5)
    checkpoint.advance(to: 2)
    #expect(try seconds(at: 10) == 0)
    try await lag.look([], in: store)
    append(at: 100)
    #expect(try seconds(at: 101) == 0, "not looked up yet, and what was looked up before is not of it")
    try await lag.look([], in: store)
    #expect(try seconds(at: 101) == 1)
  }
}
