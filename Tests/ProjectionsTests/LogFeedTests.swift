import EventLog
import EventLogTestSupport
import Testing

@testable import Projections

@Suite struct LogFeedTests {
  /// Batches of three events in a log, and what comes after them.
  private static func log(batches count: Int) async throws -> (store: InMemoryLogStore, batches: [LogBatch]) {
    let store = InMemoryLogStore(logID: Samples.id(1, kind: 0x1))
    var head = try await store.claim(.whenFree, by: Samples.claimant)
    var batches: [LogBatch] = []
    for number in 1...count {
      let batch = LogBatch(
        base: head, events: Samples.events(ofCommand: number, stream: number, firstVersion: 1, count: 3), recordedAt: 1)
      store.append(batch) { _ in }
      batches.append(batch)
      head = batch.head
    }
    return (store, batches)
  }

  @Test(arguments: [0, 1, 4, 9])
  func neitherGapNorDoubleWhereverMemoryBegins(inMemory: Int) async throws {
    let (store, batches) = try await Self.log(batches: 10)
    let feed = LogFeed(store: store, durablePosition: UInt64(3 * (10 - inMemory)))
    for batch in batches.suffix(inMemory) { feed.publish(batch) }
    var reader = LogReader(feed, after: 0, mayScan: true)
    var positions: [UInt64] = []
    while positions.count < 30 { positions += try await reader.next().map(\.position) }
    #expect(positions == Array(1...30))
  }

  @Test func whatIsRememberedHasABoundInBytesAndTheRestIsReadFromTheStore() async throws {
    let (store, batches) = try await Self.log(batches: 10)
    let batchBytes = batches[0].stored.reduce(0) { $1.event.parts.reduce($0) { $0 + $1.bytes.count } }
    let feed = LogFeed(store: store, durablePosition: 0, recentBytesMax: 2 * batchBytes)
    for batch in batches { feed.publish(batch) }
    #expect(feed.recentEvents(after: 23, eventsMax: 1) == nil)
    #expect(feed.recentEvents(after: 24, eventsMax: 100)?.map(\.position) == Array(25...30))
    var reader = LogReader(feed, after: 0, mayScan: false)
    var positions: [UInt64] = []
    while positions.count < 30 { positions += try await reader.next().map(\.position) }
    #expect(positions == Array(1...30))
  }

  @Test func whoHasSeenEverythingWaitsForTheNextBatch() async throws {
    let (store, batches) = try await Self.log(batches: 2)
    let feed = LogFeed(store: store, durablePosition: 3)
    let waiting = Task {
      var reader = LogReader(feed, after: 3, mayScan: false)
      return try await reader.next().map(\.position)
    }
    feed.publish(batches[1])
    #expect(try await waiting.value == [4, 5, 6])
  }

  /// A commit that was never answered may stand in the store before the feed is told of it.
  @Test func aReaderMayBeAheadOfTheFeed() async throws {
    let (store, batches) = try await Self.log(batches: 3)
    let feed = LogFeed(store: store, durablePosition: 3)
    var reader = LogReader(feed, after: 0, mayScan: false)
    #expect(try await reader.next().count == 9)
    #expect(feed.eventCount(after: 0) == 3)
    #expect(feed.eventCount(after: reader.position) == 0)
    for batch in batches.dropFirst() { feed.publish(batch) }
    let more = LogBatch(
      base: batches[2].head, events: Samples.events(ofCommand: 4, stream: 4, firstVersion: 1, count: 3), recordedAt: 1)
    store.append(more) { _ in }
    feed.publish(more)
    #expect(try await reader.next().map(\.position) == [10, 11, 12])
  }

  @Test func aReaderThatIsCancelledGetsNothingAndWaitsNoMore() async throws {
    let (store, _) = try await Self.log(batches: 1)
    let feed = LogFeed(store: store, durablePosition: 3)
    let waiting = Task {
      var reader = LogReader(feed, after: 3, mayScan: false)
      return try await reader.next()
    }
    waiting.cancel()
    #expect(try await waiting.value == [])
  }
}
