internal import EventLog
internal import Identifiers
internal import Libpq

/// The document of a case as a query finds it.
enum CaseRow: Sendable {
  /// As its table holds it.
  case sealed(SealedRow)
  /// Its table holds none: the event that opened the case says it all.
  case opening(StoredEvent)

  /// Joins the event that opened a case, as `opening`, to the table or alias `document`, where that holds no document.
  ///
  /// The limit keeps PostgreSQL from reading the whole log, to join it in one go: it looks up event by event.
  static let join = """
    left join lateral (
           select * from cairn.event where stream_id = document.case_id and version = 1 and document.sealed is null limit 1
         ) as opening on true
    """

  /// What a query selects for it.
  static let columns = """
    document.case_id, document.key_id, document.sealed, \(EventColumns.list(of: "opening"))
    """

  /// How many columns that is.
  static let columnCount = 3 + EventColumns.count

  /// Reads the first columns of a row. `nil` if neither is there.
  init?(_ row: borrowing BinaryRow) throws(PostgresError) {
    if !row.isNull(2) {
      self = .sealed(try SealedRow(row, at: 0))
    } else if !row.isNull(3) {
      self = .opening(try EventColumns.decode(row, at: 3))
    } else {
      return nil
    }
  }
}
