internal import EventLog
internal import Identifiers
internal import Libpq
package import Logging
package import Projections

/// What operators do with a hub's views, straight on its databases, beside a server that runs or without one.
package struct HubProjections: Sendable {
  private let foundation: HubFoundation
  private let head: LogHead

  /// The names of all projections.
  package static let names = HubFoundation.projectionNames

  /// Opens the hub's databases for the duration of `body`.
  ///
  /// - Throws: what `body` throws; `KeyFile.Failure`, `LogStoreError` if they cannot be opened.
  package static func with<Value: Sendable>(
    _ configuration: HubConfiguration, logger: Logger,
    _ body: @escaping @Sendable (HubProjections) async throws -> Value
  ) async throws -> Value {
    try await HubFoundation.with(configuration, logger: logger) { foundation in
      try await body(HubProjections(foundation: foundation, head: try await foundation.store.head()))
    }
  }

  /// Of the last event in the log when this was opened.
  package var headPosition: UInt64 { head.position }

  /// Every generation of every projection.
  package func generations() async throws -> [Generation] {
    try await Generations(sessions: foundation.sessions.hub).list()
  }

  /// Builds a new generation of a projection, and makes it live.
  package func rebuild(_ name: String, progress: RebuildProgress) async throws -> Rebuild.Outcome {
    try await work(on: name, progress).run(isServed: try await foundation.store.isHeld())
  }

  /// Compares the live generation of a projection with one that is folded from zero.
  package func verify(_ name: String, progress: RebuildProgress) async throws -> Verification {
    try await work(on: name, progress).verify()
  }

  /// Drops the generations that nobody reads, and those that were begun and not finished before the live one.
  ///
  /// - Returns: those that were dropped.
  package func dropOld() async throws -> [Generation] {
    let generations = Generations(sessions: foundation.sessions.hub)
    let all = try await generations.list()
    var dropped: [Generation] = []
    for generation in all {
      let live = all.first { $0.isLive && $0.name == generation.name }
      guard let live, generation.number < live.number else { continue }
      do throws(PostgresError) {
        if try await generations.drop(generation) { dropped.append(generation) }
      } catch {
        guard error.sqlState == .lockNotAvailable else { throw error }
        throw RebuildError.inUse(projection: generation.name)
      }
    }
    return dropped
  }

  /// The streams that live views leave out.
  package func parkedStreams() async throws -> [ParkedStream] {
    try await ParkingLot.list(foundation.sessions.hub)
  }

  /// Folds a parked stream in again.
  ///
  /// - Parameter decision: leaves the event at which it was parked out for ever; `nil` to try it again.
  /// - Returns: where it is parked now; `nil` if it is not any more.
  package func takeIn(_ stream: ParkedStream, leavingOut decision: ParkingLot.Decision?) async throws -> ParkedStream? {
    let builder = foundation.builder(of: stream.projection, head: head)
    return try await ParkingLot(builder, configuration: foundation.sessions.writerConfiguration)
      .takeIn(stream, leavingOut: decision)
  }

  private func work(on name: String, _ progress: RebuildProgress) -> Rebuild {
    Rebuild(
      foundation.builder(of: name, head: head, progress: progress),
      configuration: foundation.sessions.writerConfiguration)
  }
}
