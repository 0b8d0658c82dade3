internal import CoreMetrics
internal import EventLog
internal import Projections
internal import Synchronization

/// How far one projection is behind the log.
final class ProjectionLag: Sendable {
  let name: String
  private let form: Int32
  private let checkpoint: Checkpoint
  private let feed: LogFeed
  private let events: Gauge
  private let seconds: Gauge
  private let parked: Gauge
  private let state = Mutex(State())

  private struct State {
    var isLive = false
    var hasCaughtUp = false
    /// When the first event after a position was recorded, while memory does not reach back so far.
    var oldest: (afterPosition: UInt64, recordedAt: Int64)?
  }

  /// So many events may a view be behind when a server says for the first time that it is ready.
  static let eventsMaxAtStart: UInt64 = 1_000

  init(name: String, form: Int32, checkpoint: Checkpoint, feed: LogFeed, factory: any MetricsFactory) {
    self.name = name
    self.form = form
    self.checkpoint = checkpoint
    self.feed = feed
    let dimensions = [(HubMetrics.projection, name)]
    events = Gauge(label: HubMetrics.lagEvents, dimensions: dimensions, factory: factory)
    seconds = Gauge(label: HubMetrics.lagSeconds, dimensions: dimensions, factory: factory)
    parked = Gauge(label: HubMetrics.parkedStreams, dimensions: dimensions, factory: factory)
  }

  private var eventsBehind: UInt64 { feed.eventCount(after: checkpoint.position) }

  /// Sets the gauges.
  func measure(now: Int64) {
    events.record(eventsBehind)
    let position = checkpoint.position
    var recordedAt = feed.recordedAt(ofEventAfter: position)
    if recordedAt == nil, eventsBehind > 0 { recordedAt = state.withLock(\.oldest)?.recordedAt }
    seconds.record(recordedAt.map { Double(max(0, now - $0)) / 1e6 } ?? 0)
  }

  /// Takes in what PostgreSQL says of the generations, and looks the oldest event up that memory does not hold any more.
  func look(_ generations: [Generation], in store: any LogStore) async throws(LogStoreError) {
    let live = generations.first { $0.name == name && $0.isLive }
    parked.record(live?.parkedStreamCount ?? 0)
    state.withLock { $0.isLive = live?.form == form }
    let position = checkpoint.position
    guard eventsBehind > 0, feed.recordedAt(ofEventAfter: position) == nil else {
      // Or it would be taken for the oldest when the view is behind another time.
      return state.withLock { $0.oldest = nil }
    }
    guard state.withLock({ $0.oldest?.afterPosition != position }) else { return }
    guard let event = try await store.events(afterPosition: position, limit: 1).first else { return }
    state.withLock { $0.oldest = (position, event.recordedAt) }
  }

  /// Why queries of this view are not to be sent here; `nil` if they may be.
  var obstacle: String? {
    let behind = eventsBehind
    return state.withLock { state in
      guard state.isLive else { return "projection \(name): not live" }
      if behind <= Self.eventsMaxAtStart { state.hasCaughtUp = true }
      return state.hasCaughtUp ? nil : "projection \(name): \(behind) events behind"
    }
  }
}
