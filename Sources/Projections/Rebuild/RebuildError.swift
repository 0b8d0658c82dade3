internal import Libpq

/// Why a generation could not be built or compared.
package enum RebuildError: Error, Sendable {
  /// Another process builds generations of this projection.
  case alreadyUnderWay(projection: String)
  /// A generation cannot be dropped while somebody reads the projection's tables on and on.
  case inUse(projection: String)
  /// The event at which a stream is parked can be read, and must not be left out for ever: what stands of the stream in the
  /// view cannot.
  case rowUnreadable(projection: String)
  /// The store or the database failed. What was built stands: run it again, and it goes on from there.
  case failed(ProjectionError)
  /// Whoever builds was told to stop. What was built stands, as after a failure.
  case interrupted

  init(_ error: PostgresError) { self = .failed(.database(error)) }
}
