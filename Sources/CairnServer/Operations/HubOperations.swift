internal import Commands
internal import CoreMetrics
internal import EventLog
internal import Projections
internal import RPC
internal import Synchronization
internal import Telemetry

/// What those who run a hub's server ask of it: how it does, and whether it takes work. There before the server, so that
/// one that starts or stands by can be asked, too.
package final class HubOperations: Sendable {
  private enum Phase {
    case starting
    case standingBy
    case serving(ServingHub)
    case draining(ServingHub?)

    var hub: ServingHub? {
      switch self {
      case .starting, .standingBy: nil
      case .serving(let hub): hub
      case .draining(let hub): hub
      }
    }
  }

  private let registry = MetricRegistry()
  private let phase = Mutex(Phase.starting)
  /// What clients are told of it.
  let health = HealthBoard()

  /// Of a server that starts.
  package init() {}

  /// The metrics in Prometheus' text format, as of now.
  package var metrics: String {
    phase.withLock(\.hub)?.measure()
    return registry.exposition
  }

  /// What `metrics` is, for the header `content-type`.
  package static var metricsType: String { MetricRegistry.contentType }

  /// Why no work is to be sent to the server, a line each, without content; none if it takes work.
  package var obstacles: [String] {
    switch phase.withLock(\.self) {
    case .starting: ["server: starting"]
    case .standingBy: ["server: standing by, another holds the log"]
    case .serving(let hub): hub.obstacles
    case .draining: ["server: draining"]
    }
  }

  func standsBy() { move(to: .standingBy) }

  func serves(_ hub: ServingHub) { move(to: .serving(hub)) }

  /// For good: what is begun after it does not make the server ready.
  func drains() {
    phase.withLock { $0 = .draining($0.hub) }
    health.goAway()
  }

  /// Tells clients how the server does, until the task is cancelled.
  func tellHealth() async {
    repeat { health.set(isServing: obstacles.isEmpty) } while (try? await Task.sleep(for: Self.healthInterval)) != nil
  }

  private static let healthInterval = Duration.milliseconds(250)

  private func move(to next: Phase) {
    phase.withLock { phase in
      if case .draining = phase { phase = .draining(next.hub) } else { phase = next }
    }
  }

  /// Has the metrics of the log and its views.
  func defineLog(projections: [String]) -> any MetricsFactory {
    registry.define(HubMetrics.ofLog(projections: projections))
    return registry
  }

  /// Has the metrics of calls, and gives what measures them.
  func measurements(ofCalls methods: [String]) -> CallMeasurements {
    registry.define(HubMetrics.ofCalls(methods: methods))
    return CallMeasurements(methods: methods, factory: registry)
  }
}
