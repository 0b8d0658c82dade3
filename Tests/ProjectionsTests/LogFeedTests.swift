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
    var reader = LogReader(feed, after: 0, appetite: .large)
    for batch in batches.suffix(inMemory) { feed.publish(batch) }
    var positions: [UInt64] = []
    while positions.count < 30 { positions += try await reader.next().map(\.position) }
    #expect(positions == Array(1...30))
  }

  @Test func whoHasASmallAppetiteIsGivenLittleAtATime() async throws {
    let (store, _) = try await Self.log(batches: 400)
    let feed = LogFeed(store: store, durablePosition: 1_200)
    var small = LogReader(feed, after: 0, appetite: .small)
    var large = LogReader(feed, after: 0, appetite: .large)
    #expect(try await small.next().map(\.position) == Array(1...128))
    #expect(try await small.next().map(\.position) == Array(129...256))
    #expect(try await large.next().map(\.position) == Array(1...1_024))
  }

  @Test func whatIsRememberedHasABoundInBytesAndTheRestIsReadFromTheStore() async throws {
    let (store, batches) = try await Self.log(batches: 10)
    let batchBytes = batches[0].stored.reduce(0) { $1.event.parts.reduce($0) { $0 + $1.bytes.count } }
    let feed = LogFeed(store: store, durablePosition: 0, recentBytesMax: 2 * batchBytes)
    var reader = LogReader(feed, after: 0, appetite: .small)
    for batch in batches { feed.publish(batch) }
    #expect(feed.remembers(after: 23) == nil)
    #expect(feed.remembers(after: 24) == Array(25...30))
    var positions: [UInt64] = []
    while positions.count < 30 { positions += try await reader.next().map(\.position) }
    #expect(positions == Array(1...30))
  }

  @Test func whatTheSlowestReaderHasReadIsLetGoButForTheNewest() async throws {
    let (store, batches) = try await Self.log(batches: 5)
    let feed = LogFeed(store: store, durablePosition: 0, readEventsKept: 8)
    var quick = LogReader(feed, after: 0, appetite: .small)
    var slow = LogReader(feed, after: 0, appetite: .small)
    for batch in batches.prefix(3) { feed.publish(batch) }
    #expect(try await quick.next().count == 9)
    #expect(feed.remembers(after: 0) == Array(1...9))
    #expect(try await slow.next().count == 9)
    feed.publish(batches[3])
    // A reader has done with its page once it asks for the next one.
    #expect(try await quick.next().count == 3)
    #expect(try await slow.next().count == 3)
    feed.publish(batches[4])
    #expect(feed.remembers(after: 3) == nil)
    #expect(feed.remembers(after: 6) == Array(7...15))
  }

  @Test func whoTakesLittleGetsALargeBatchInPagesAndWhoTakesMuchGetsItWhole() async throws {
    let (store, batches) = try await Self.log(batches: 1)
    let feed = LogFeed(store: store, durablePosition: 3)
    var small = LogReader(feed, after: 3, appetite: .small)
    var large = LogReader(feed, after: 3, appetite: .large)
    feed.publish(
      LogBatch(
        base: batches[0].head, events: Samples.events(ofCommand: 9, stream: 9, firstVersion: 1, count: 300),
        recordedAt: 1))
    #expect(try await large.next().map(\.position) == Array(4...303))
    var read: [UInt64] = []
    for count in [128, 128, 44] {
      let page = try await small.next().map(\.position)
      #expect(page.count == count)
      read += page
    }
    #expect(read == Array(4...303))
  }

  @Test func aReaderThatHasGoneKeepsNothing() async throws {
    let (store, batches) = try await Self.log(batches: 2)
    let feed = LogFeed(store: store, durablePosition: 0, readEventsKept: 0)
    do {
      let reader = LogReader(feed, after: 0, appetite: .small)
      feed.publish(batches[0])
      #expect(feed.remembers(after: reader.position) == [1, 2, 3])
    }
    feed.publish(batches[1])
    #expect(feed.remembers(after: 0) == nil)
  }

  /// Who publishes holds up the log.
  @Test func whatWasReadGoesFewBatchesAtATime() async throws {
    let count = LogFeed.readBatchesMax + 10
    let (store, batches) = try await Self.log(batches: count)
    let feed = LogFeed(store: store, durablePosition: 0, readEventsKept: 0)
    do {
      let reader = LogReader(feed, after: 0, appetite: .small)
      for batch in batches.dropLast() { feed.publish(batch) }
      #expect(feed.remembers(after: reader.position)?.first == 1)
    }
    feed.publish(batches[count - 1])
    let left = UInt64(3 * LogFeed.readBatchesMax)
    #expect(feed.remembers(after: left - 1) == nil)
    #expect(feed.remembers(after: left)?.first == left + 1)
  }

  @Test func whoHasSeenEverythingWaitsForTheNextBatch() async throws {
    let (store, batches) = try await Self.log(batches: 2)
    let feed = LogFeed(store: store, durablePosition: 3)
    let waiting = Task {
      var reader = LogReader(feed, after: 3, appetite: .small)
      return try await reader.next().map(\.position)
    }
    feed.publish(batches[1])
    #expect(try await waiting.value == [4, 5, 6])
  }

  /// A commit that was never answered may stand in the store before the feed is told of it.
  @Test func aReaderMayBeAheadOfTheFeed() async throws {
    let (store, batches) = try await Self.log(batches: 3)
    let feed = LogFeed(store: store, durablePosition: 3)
    var reader = LogReader(feed, after: 0, appetite: .small)
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
      var reader = LogReader(feed, after: 3, appetite: .small)
      return try await reader.next()
    }
    waiting.cancel()
    #expect(try await waiting.value == [])
  }
}

extension LogFeed {
  /// The positions behind `position` that are in memory, to somebody new.
  fileprivate func remembers(after position: UInt64) -> [UInt64]? {
    let follower = join(at: position)
    defer { leave(follower) }
    return recentEvents(after: position, eventsMax: 100, inWholeBatches: true, for: follower)?.map(\.position)
  }
}
