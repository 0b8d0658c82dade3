package import Identifiers
package import Libpq

/// Finds the streams with a clock that ran out without that being on record.
package struct DeadlineQuery: Sendable {
  private let sessions: SessionPool

  /// What a clock stands on.
  package enum Owner: String, CaseIterable, Sendable {
    case cases
    case referrals
  }

  /// A stream with a clock that ran out.
  package struct Overdue: Hashable, Sendable {
    package let streamID: Identifier128
    /// When the first of them did, in microseconds since 1970-01-01T00:00:00Z.
    package let alarm: Int64
  }

  /// Streams that are parked are left out: nobody can decide on them before they are released.
  private static func list(_ owner: Owner, _ table: String, _ id: String) -> Libpq.Statement {
    Libpq.Statement(
      name: "list_overdue_\(owner)",
      sql: """
        select \(id), alarm_at_us from cairn.\(table) as overdue
         where generation = (select generation from cairn.projection where name = '\(owner)' and live)
           and alarm_at_us < $1 and (alarm_at_us, \(id)) > ($2, $3)
           and not exists (select from cairn.parked_stream as parked
                            where parked.name = '\(owner)' and parked.generation = overdue.generation
                              and parked.stream_id = overdue.\(id))
         order by alarm_at_us, \(id) limit $4
        """,
      parameterTypes: [.int8, .int8, .uuid, .int8])
  }

  private static let ofCases = list(.cases, "case_document", "case_id")
  private static let ofReferrals = list(.referrals, "referral_document", "referral_id")

  /// A query over sessions on the hub's database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  /// Those whose time was over before a moment, in microseconds since 1970-01-01T00:00:00Z, the longest overdue first.
  ///
  /// - Parameter last: behind which to go on; `nil` to begin.
  package func overdue(
    _ owner: Owner, before moment: Int64, after last: Overdue? = nil, limit: Int
  ) async throws(PostgresError) -> [Overdue] {
    let start = last ?? Overdue(streamID: .nil128, alarm: .min)
    return try await sessions.query(
      owner == .cases ? Self.ofCases : Self.ofReferrals,
      [
        .int64(moment), .int64(start.alarm), .uuid(high: start.streamID.high, low: start.streamID.low),
        .int64(Int64(limit)),
      ], idempotent: true
    ) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        Overdue(streamID: Identifier128(try row.uuid(0)), alarm: try row.int64(1))
      }
    }
  }
}
