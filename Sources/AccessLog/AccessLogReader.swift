internal import Identifiers
package import Libpq

/// Reads the log of access.
package struct AccessLogReader: Sendable {
  private let sessions: SessionPool

  /// Which records are wanted. A page is found by its tokens, so that records of others may come with it.
  package struct Filter: Hashable, Sendable {
    /// Pages in which all of these stand.
    package var tokens: [Int64]
    /// From then on, in microseconds since 1970-01-01T00:00:00Z.
    package var from: Int64
    /// Before then.
    package var to: Int64

    /// A filter of its fields.
    package init(tokens: [Int64], from: Int64 = 0, to: Int64 = .max) {
      self.tokens = tokens
      self.from = from
      self.to = to
    }
  }

  private static let columns = "first_position, recorded_at_us, record_ids, records"

  private static let latest = Libpq.Statement(
    name: "list_access_pages",
    sql: """
      select \(columns) from cairn.access_page
       where tokens @> $1 and recorded_at_us >= $2 and recorded_at_us < $3 and first_position < $4
       order by first_position desc
       limit $5
      """,
    parameterTypes: [.int8Array, .int8, .int8, .int8, .int8])

  private static let following = Libpq.Statement(
    name: "read_access_pages",
    sql: "select \(columns) from cairn.access_page where first_position > $1 order by first_position limit $2",
    parameterTypes: [.int8, .int8])

  /// A reader over sessions on the hub's database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  /// The records of the latest pages before a position, the latest first.
  ///
  /// - Parameter position: records at it and after it are left out.
  package func latest(
    _ filter: Filter, before position: UInt64, pagesMax: Int
  ) async throws(PostgresError) -> [StoredAccess] {
    let position = Int64(clamping: position)
    let records = try await read(
      Self.latest,
      [
        .integers(filter.tokens), .int64(filter.from), .int64(filter.to), .int64(position), .int64(Int64(pagesMax)),
      ])
    return records.filter { $0.position < UInt64(position) }.sorted { $0.position > $1.position }
  }

  /// The records after a position, in order; some pages of them.
  package func records(after position: UInt64, pagesMax: Int) async throws(PostgresError) -> [StoredAccess] {
    try await read(Self.following, [.int64(Int64(clamping: position)), .int64(Int64(pagesMax))])
  }

  /// The head as it stands on disk.
  package func head() async throws(PostgresError) -> AccessHead {
    try await sessions.transact([AccessStatements.head()], idempotent: true).value(at: 0)
  }

  private func read(_ statement: Libpq.Statement, _ parameters: [Parameter]) async throws(PostgresError)
    -> [StoredAccess]
  {
    try await sessions.query(statement, parameters, idempotent: true) { result throws(PostgresError) in
      var stored: [StoredAccess] = []
      for row in 0..<result.rowCount {
        let first = UInt64(try result.int64(row, 0))
        let recordedAt = try result.int64(row, 1)
        let records = zip(try result.uuidArray(row, 2), try result.byteaArray(row, 3))
        for (index, (id, bytes)) in records.enumerated() {
          stored.append(
            StoredAccess(
              position: first + UInt64(index), recordedAt: recordedAt,
              id: Identifier128(high: id.high, low: id.low), bytes: bytes))
        }
      }
      return stored
    }
  }
}
