internal import RPC
internal import Telemetry

/// What a hub's server measures: names, meanings, and every value that a label may have. None tells of a person, a case
/// or a caller.
enum HubMetrics {
  static let calls = "cairn_rpc_calls_total"
  static let callDuration = "cairn_rpc_call_duration_seconds"
  static let callsInFlight = "cairn_rpc_calls_in_flight"
  static let connections = "cairn_rpc_connections"
  static let batchEvents = "cairn_log_batch_events"
  static let batchDurable = "cairn_log_batch_durable_seconds"
  static let lagEvents = "cairn_projection_lag_events"
  static let lagSeconds = "cairn_projection_lag_seconds"
  static let parkedStreams = "cairn_projection_parked_streams"
  static let sessions = "cairn_postgres_sessions"

  static let method = "method"
  static let code = "code"
  static let projection = "projection"
  static let database = "database"

  /// The two databases.
  static let databases = ["hub", "keys"]

  /// From half a millisecond to ten seconds, each about twice the one before.
  private static let durationBounds = [
    0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
  ]

  private static let eventCountBounds: [Double] = [
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192,
  ]

  /// What there is of calls in a server with these methods.
  static func ofCalls(methods: [String]) -> [MetricDefinition] {
    let methodLabel = MetricDefinition.Label(method, values: methods)
    return [
      MetricDefinition(
        calls, help: "Calls answered, by method and status.", kind: .counter,
        labels: [methodLabel, .init(code, values: StatusCode.allCases.map(\.name))]),
      MetricDefinition(
        callDuration, help: "From a call's request to its answer.", kind: .histogram(bounds: durationBounds),
        labels: [methodLabel]),
      MetricDefinition(callsInFlight, help: "Calls that have no answer yet.", kind: .gauge),
      MetricDefinition(connections, help: "Connections open.", kind: .gauge),
    ]
  }

  /// What there is of the log and the views in a server with these projections.
  static func ofLog(projections: [String]) -> [MetricDefinition] {
    let projectionLabel = MetricDefinition.Label(projection, values: projections)
    return [
      MetricDefinition(
        batchEvents, help: "Events in each batch that was appended.", kind: .histogram(bounds: eventCountBounds)),
      MetricDefinition(
        batchDurable, help: "From sending a batch to the word that it is on disk.",
        kind: .histogram(bounds: durationBounds)),
      MetricDefinition(
        lagEvents, help: "Events on disk that are not in the view yet.", kind: .gauge, labels: [projectionLabel]),
      MetricDefinition(
        lagSeconds, help: "Age of the oldest event that is not in the view yet.", kind: .gauge,
        labels: [projectionLabel]),
      MetricDefinition(
        parkedStreams, help: "Streams that the view leaves out, since an event of theirs could not be read.",
        kind: .gauge, labels: [projectionLabel]),
      MetricDefinition(
        sessions, help: "Sessions open with PostgreSQL, besides the writer's own.", kind: .gauge,
        labels: [.init(database, values: databases)]),
    ]
  }
}
