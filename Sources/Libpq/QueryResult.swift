internal import CLibpq
internal import Glibc

/// What the server answered to one statement; owns libpq's result and frees it.
///
/// All values are in binary form. Rows and columns count from zero.
package struct QueryResult: ~Copyable {
  private let pointer: OpaquePointer

  init(withOwnedReference pointer: OpaquePointer) { self.pointer = pointer }

  deinit { PQclear(pointer) }

  var status: ExecStatusType { PQresultStatus(pointer) }

  /// The command's tag, such as `INSERT 0 3`.
  var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

  /// Whether all rows came that the server says it sent. libpq skips a message of a kind that it does not expect, so that
  /// a row whose header was damaged on its way would be missing without a word.
  var isWhole: Bool {
    guard status == PGRES_TUPLES_OK else { return true }
    guard let digits = PQcmdTuples(pointer), digits.pointee != 0 else { return !commandTag.isEmpty }
    return atoi(digits) == PQntuples(pointer)
  }

  /// How many rows came back.
  package var rowCount: Int { Int(PQntuples(pointer)) }

  /// How many columns each row has.
  package var columnCount: Int { Int(PQnfields(pointer)) }

  /// How many rows the statement inserted, updated, deleted or selected.
  package var affectedRows: Int {
    guard let digits = PQcmdTuples(pointer) else { return 0 }
    return Int(String(cString: digits)) ?? 0
  }

  /// Whether the value is NULL.
  package func isNull(_ row: Int, _ column: Int) -> Bool {
    precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "no such row or column")
    return PQgetisnull(pointer, Int32(row), Int32(column)) == 1
  }

  /// The bytes of a value, readable within `body` only; no copy is made.
  /// - Throws: `undecodable` if the value is NULL, and what `body` throws.
  package func withBytes<Value>(
    _ row: Int, _ column: Int, _ body: (RawSpan) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    let bytes = try bytesInPlace(row, column)
    return try body(bytes.bytes)
  }

  /// The bytes of a value in libpq's memory, which lives as long as this result.
  func bytesInPlace(_ row: Int, _ column: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
    // How many came is for PostgreSQL and the network to say.
    guard row < rowCount, column < columnCount else { throw unreadable(column, "it did not come") }
    guard !isNull(row, column), let start = PQgetvalue(pointer, Int32(row), Int32(column)) else {
      throw unreadable(column, "it is NULL")
    }
    return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(pointer, Int32(row), Int32(column))))
  }

  /// The error for a value that is not what was expected; it names the column and never the value.
  func unreadable(_ column: Int, _ fault: String) -> PostgresError {
    let name = PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? "?"
    return PostgresError(
      .undecodable, "Column \(column) (\(name)) of an answer could not be read: \(fault).", mayHaveCommitted: true)
  }

  /// The server's error, if this is one that the server sent; `nil` for a success and for libpq's own complaints.
  func serverError(ownErrorClasses: Set<String>) -> ServerError? {
    guard let sqlState = field(cairn_diag_sqlstate) else { return nil }
    let state = SQLState(rawValue: sqlState)
    return ServerError(
      severity: severity ?? "ERROR", sqlState: state, primaryMessage: field(cairn_diag_message_primary),
      detail: ownErrorClasses.contains(state.conditionClass) ? field(cairn_diag_message_detail) : nil,
      schemaName: field(cairn_diag_schema_name), tableName: field(cairn_diag_table_name),
      constraintName: field(cairn_diag_constraint_name),
      position: field(cairn_diag_statement_position).flatMap { Int($0) })
  }

  /// The severity of an error or notice, never localised.
  var severity: String? { field(cairn_diag_severity_nonlocalized) }

  private func field(_ code: Int32) -> String? { PQresultErrorField(pointer, code).map { String(cString: $0) } }
}
