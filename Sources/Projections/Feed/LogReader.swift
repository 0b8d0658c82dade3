package import EventLog

/// Reads the log on from a position for one reader: in bulk while it is far behind, by pages when it is near, from memory
/// once it keeps up; without gap or double wherever it changes over.
package struct LogReader: Sendable {
  private let feed: LogFeed
  private let place: Place
  private let mayScan: Bool
  private var scan: (any LogScan)?
  /// Of the last event that was read.
  package private(set) var position: UInt64

  /// How many events are given at a time.
  package static let pageEventsMax = 1_024
  /// From so many events behind, they are read in bulk.
  static let scanEventsMin: UInt64 = 8_192

  /// A reader from behind a position.
  ///
  /// - Parameter mayScan: whether it may open a connection of its own while it is far behind; for the few readers that
  ///   the server itself has, not for its clients.
  package init(_ feed: LogFeed, after position: UInt64, mayScan: Bool) {
    self.feed = feed
    place = Place(in: feed, at: position)
    self.mayScan = mayScan
    self.position = position
  }

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
      let events = try await scan.nextPage(eventsMax: Self.pageEventsMax)
      if events.isEmpty { self.scan = nil }
      return events
    }
    if let recent = feed.recentEvents(after: position, eventsMax: Self.pageEventsMax, for: place.follower) {
      return recent
    }
    let eventCount = feed.eventCount(after: position)
    guard eventCount > 0 else {
      await feed.wait(after: position)
      return []
    }
    guard mayScan, eventCount >= Self.scanEventsMin else {
      return try await feed.store.events(afterPosition: position, limit: Self.pageEventsMax)
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
