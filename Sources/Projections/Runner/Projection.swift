package import CairnDomain
package import EventCoding
package import EventLog
package import Libpq

/// A view of the log: a fold from events to rows. Each row is owned by one stream, so streams can be folded side by side.
package protocol Projection: Sendable {
  /// Names its generations and its checkpoint.
  var name: String { get }

  /// Of its rows. It rises when the same events give other rows, so that no two programs fold into one generation in
  /// different ways.
  var form: Int32 { get }

  /// The events that it folds; of the known ones it is given no others.
  var types: Set<EventType> { get }

  /// What becomes of events under damaged keys: they may be left out only where nobody decides by the view who may see what.
  var damagedKeys: EventOpener.DamagedKeys { get }

  /// Its read tables.
  var tables: [ReadTable] { get }

  /// What these events, which follow those that were folded before, change in the read tables of a generation.
  func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded

  /// Forgets what it remembers of rows: a transaction failed, or another generation is folded from now on.
  func forget()
}

extension Projection {
  package var damagedKeys: EventOpener.DamagedKeys { .refused }

  /// The known types that it does not fold.
  var otherTypes: [String] { EventType.allCases.filter { !types.contains($0) }.map(\.rawValue) }
}

/// Why events could not be folded in, or a view not be read. It may be tried again.
package enum ProjectionError: Error, Sendable {
  case store(LogStoreError)
  case database(PostgresError)
}
