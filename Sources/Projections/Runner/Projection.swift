package import EventCoding
package import EventLog
package import Libpq

/// A view of the log: a fold from events to rows.
package protocol Projection: Sendable {
  /// Names its checkpoint.
  var name: String { get }

  /// What these events, which follow those that were folded before, change in the read tables of a generation.
  func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [Step]

  /// Forgets what it remembers of rows: a transaction failed, and only what is on disk counts.
  func forget()
}

/// Why a page of events could not be folded in. It is tried again.
package enum ProjectionError: Error, Sendable {
  case store(LogStoreError)
  case database(PostgresError)
}
