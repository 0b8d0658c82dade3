package import CairnDomain
package import CairnMessages
package import Cryptography
package import EventCoding
package import EventLog
package import Identifiers
package import Libpq

/// Reads the documents of a case.
package struct CaseQuery: Sendable {
  let cases: CaseDocuments
  private let opener: EventOpener
  let sessions: SessionPool

  /// What the read tables hold of a case.
  package struct Documents: Sendable {
    package let childCase: CaseDocument
    /// `nil` if it is not there any more: its key was erased.
    package let referral: ReferralDocument?
    /// When an event of either could not be read, in microseconds since 1970-01-01T00:00:00Z; `nil` if all could.
    package let incompleteSince: Int64?
  }

  private static let one = Libpq.Statement(
    name: "read_case",
    sql: """
      select \(CaseRow.columns), \(EventColumns.list(of: "received")),
             (select min(recorded_at_us) from cairn.parked_stream as parked join cairn.projection using (name, generation)
               where live and (name = 'cases' and stream_id = document.case_id
                               or name = 'referrals' and stream_id = document.referral_id))
        from cairn.case_document as document
        left join cairn.referral_document as referral
          on referral.generation = (select generation from cairn.projection where name = 'referrals' and live)
         and referral.referral_id = document.referral_id
        left join lateral (
               select * from cairn.event where stream_id = referral.referral_id and version = 1 limit 1
             ) as received on true
        \(CaseRow.join)
       where document.generation = (select generation from cairn.projection where name = 'cases' and live)
         and document.case_id = $1
      """,
    parameterTypes: [.uuid])

  /// A query over sessions on the hub's database.
  package init(keyRing: KeyRing, opener: EventOpener, sessions: SessionPool, random: RandomSource) {
    cases = CaseDocuments(keyRing: keyRing, opener: opener, random: random)
    self.opener = opener
    self.sessions = sessions
  }

  private struct Found: Sendable {
    let childCase: CaseRow?
    let received: StoredEvent?
    let incompleteSince: Int64?
  }

  /// The documents of a case; `nil` if there is none of that id.
  package func documents(ofCase caseID: Identifier128) async throws(ProjectionError) -> Documents? {
    let found: Found?
    do throws(PostgresError) {
      found = try await sessions.query(
        Self.one, [.uuid(high: caseID.high, low: caseID.low)], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in
          let received = CaseRow.columnCount
          let incomplete = received + EventColumns.count
          return Found(
            childCase: try CaseRow(row),
            received: row.isNull(received) ? nil : try EventColumns.decode(row, at: received),
            incompleteSince: row.isNull(incomplete) ? nil : try row.int64(incomplete))
        }.first
      }
    } catch {
      throw .database(error)
    }
    guard
      let found, let row = found.childCase, let childCase = try await cases.open([row]).values.first
    else { return nil }
    let referral = try await opener.referrals([found.received].compactMap(\.self)).values.first
    return Documents(
      childCase: childCase.document, referral: referral, incompleteSince: found.incompleteSince)
  }
}
