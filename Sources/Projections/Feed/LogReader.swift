package import EventLog

/// Reads the log on from a position for one reader: in bulk while it is far behind, by pages when it is near, from memory
/// once it keeps up; without gap or double wherever it changes over.
package struct LogReader: Sendable {
  private let feed: LogFeed
  private let place: Place
  private let appetite: Appetite
  private var scan: (any LogScan)?
  /// Of the last event that was read.
  package private(set) var position: UInt64

  /// How much a reader takes at once.
  package enum Appetite: Sendable {
    /// Large pages, from memory whole batches, and a connection of its own while it is far behind: for the few that fold
    /// everything.
    case large
    /// Small pages, so that hundreds who are behind at once take little memory, and nobody waits long for one of them.
    case small

    var pageEventsMax: Int {
      switch self {
      case .large: LogReader.pageEventsMax
      case .small: 128
      }
    }
  }

  /// How many events those who take much are given at a time.
  package static let pageEventsMax = 1_024
  /// From so many events behind, they are read in bulk.
  static let scanEventsMin: UInt64 = 8_192

  /// A reader from behind a position.
  package init(_ feed: LogFeed, after position: UInt64, appetite: Appetite) {
    self.feed = feed
    place = Place(in: feed, at: position)
    self.appetite = appetite
    self.position = position
  }

  /// Waits until there are further events, or the task is cancelled.
  package func waitForMore() async { await feed.wait(after: position) }

  /// The next events; waits until there is one, and gives none only when cancelled.
  ///
  /// - Throws: what the store throws; `.corrupt` if the log has a gap.
  package mutating func next() async throws(LogStoreError) -> [StoredEvent] {
    while !Task.isCancelled {
      let events = try await nextPage()
      guard let first = events.first, let last = events.last else { continue }
      guard first.position == position + 1, last.position == position + UInt64(events.count) else {
        throw .corrupt(reason: "after position \(position) the log goes on at \(first.position)")
      }
      position = last.position
      return events
    }
    return []
  }

  private mutating func nextPage() async throws(LogStoreError) -> [StoredEvent] {
    if let scan {
      let events = try await scan.nextPage(eventsMax: appetite.pageEventsMax)
      if events.isEmpty { self.scan = nil }
      return events
    }
    let recent = feed.recentEvents(
      after: position, eventsMax: appetite.pageEventsMax, inWholeBatches: appetite == .large, for: place.follower)
    if let recent { return recent }
    let eventCount = feed.eventCount(after: position)
    guard eventCount > 0 else {
      await feed.wait(after: position)
      return []
    }
    guard appetite == .large, eventCount >= Self.scanEventsMin else {
      return try await feed.store.events(afterPosition: position, limit: appetite.pageEventsMax)
    }
    scan = try await feed.store.scan(LogStretch(afterPosition: position, throughPosition: position + eventCount))
    return []
  }

  /// A follower's place in the feed, which is free again once nobody reads from it.
  private final class Place: Sendable {
    let feed: LogFeed
    let follower: UInt64

    init(in feed: LogFeed, at position: UInt64) {
      self.feed = feed
      follower = feed.join(at: position)
    }

    deinit { feed.leave(follower) }
  }
}
