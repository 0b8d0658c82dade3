package import Identifiers
package import Libpq

/// Finds the streams with a clock that ran out without that being on record.
package struct DeadlineQuery: Sendable {
  private let sessions: SessionPool

  /// A stream, by what it is about.
  package enum Overdue: Hashable, Sendable {
    case ofCase(Identifier128)
    case ofReferral(Identifier128)
  }

  private static let list = Libpq.Statement(
    name: "list_overdue",
    sql: """
      (select true, case_id from cairn.case_document
        where generation = (select generation from cairn.projection where name = 'cases' and live) and alarm_at_us < $1
        order by alarm_at_us limit $2)
      union all
      (select false, referral_id from cairn.referral_document
        where generation = (select generation from cairn.projection where name = 'referrals' and live)
          and alarm_at_us < $1
        order by alarm_at_us limit $2)
      """,
    parameterTypes: [.int8, .int8])

  /// A query over sessions on the hub's database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  /// Those whose time was over before a moment, in microseconds since 1970-01-01T00:00:00Z; of cases and of referrals at most
  /// `limit` each, the longest overdue first.
  package func overdue(before moment: Int64, limit: Int) async throws(PostgresError) -> [Overdue] {
    try await sessions.query(Self.list, [.int64(moment), .int64(Int64(limit))], idempotent: true) {
      result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        let id = Identifier128(try row.uuid(1))
        return try row.bool(0) ? .ofCase(id) : .ofReferral(id)
      }
    }
  }
}
