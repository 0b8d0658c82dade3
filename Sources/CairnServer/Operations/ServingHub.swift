internal import Commands
internal import CoreMetrics
internal import EventLog
internal import Libpq
internal import Projections
internal import Synchronization

/// A hub that serves, as its operators see it.
final class ServingHub: Sendable {
  private let sequencer: Sequencer<StreamMemory>
  private let store: any LogStore
  private let lags: [ProjectionLag]
  private let generations: Generations
  private let pools: [(sessions: SessionPool, gauge: Gauge)]
  private let answeredAt = Mutex<ContinuousClock.Instant?>(nil)

  private static let lookInterval = Duration.seconds(2)
  /// So long ago may PostgreSQL have answered the last time: three looks.
  private static let answerAgeMax = Duration.seconds(6)

  init(
    sequencer: Sequencer<StreamMemory>, store: any LogStore, sessions: HubSessions, runners: [ProjectionRunner],
    feed: LogFeed, factory: any MetricsFactory
  ) {
    self.sequencer = sequencer
    self.store = store
    generations = Generations(sessions: sessions.hub)
    lags = runners.map {
      ProjectionLag(name: $0.name, form: $0.form, checkpoint: $0.checkpoint, feed: feed, factory: factory)
    }
    pools = zip([sessions.hub, sessions.keys], HubMetrics.databases).map { pool, name in
      (pool, Gauge(label: HubMetrics.sessions, dimensions: [(HubMetrics.database, name)], factory: factory))
    }
  }

  /// Looks at what only PostgreSQL knows, until the task is cancelled: so that a scrape need not wait for it, however
  /// often somebody scrapes, and in whatever state it is.
  func run() async {
    while !Task.isCancelled {
      await look()
      try? await Task.sleep(for: Self.lookInterval)
    }
  }

  private func look() async {
    do {
      let generations = try await generations.list()
      for lag in lags { try await lag.look(generations, in: store) }
      answeredAt.withLock { $0 = .now }
    } catch {
      // The pool has reported it. What is shown of the views stays what was seen last.
      answeredAt.withLock { $0 = nil }
    }
  }

  /// Sets the gauges that are read rather than kept.
  func measure() {
    let now = SystemClock.microseconds()
    for lag in lags { lag.measure(now: now) }
    for pool in pools { pool.gauge.record(pool.sessions.openSessions) }
  }

  /// Why work is not to be sent here.
  var obstacles: [String] {
    var obstacles: [String] = []
    if !sequencer.holdsLog { obstacles.append("log: not held as its writer") }
    if !isPostgresAnswering { obstacles.append("postgresql: does not answer") }
    return obstacles + lags.compactMap(\.obstacle)
  }

  private var isPostgresAnswering: Bool {
    guard pools.allSatisfy({ $0.sessions.openSessions > 0 }), let answeredAt = answeredAt.withLock(\.self) else {
      return false
    }
    return ContinuousClock.now - answeredAt < Self.answerAgeMax
  }
}
