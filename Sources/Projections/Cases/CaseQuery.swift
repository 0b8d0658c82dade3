package import CairnMessages
package import Cryptography
package import EventLog
package import Identifiers
package import Libpq

/// Reads the documents of a case.
package struct CaseQuery: Sendable {
  let cases: SealedDocuments<CaseDocument>
  private let referrals: SealedDocuments<ReferralDocument>
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
      select document.case_id, document.key_id, document.sealed, referral.referral_id, referral.key_id, referral.sealed,
             (select min(recorded_at_us) from cairn.parked_stream as parked join cairn.projection using (name, generation)
               where live and (name = 'cases' and stream_id = document.case_id
                               or name = 'referrals' and stream_id = document.referral_id))
        from cairn.case_document as document
        left join cairn.referral_document as referral
          on referral.generation = (select generation from cairn.projection where name = 'referrals' and live)
         and referral.referral_id = document.referral_id
       where document.generation = (select generation from cairn.projection where name = 'cases' and live)
         and document.case_id = $1
      """,
    parameterTypes: [.uuid])

  /// A query over sessions on the hub's database.
  package init(keyRing: KeyRing, sessions: SessionPool, random: RandomSource) {
    cases = .cases(keyRing: keyRing, random: random)
    referrals = .referrals(keyRing: keyRing, random: random)
    self.sessions = sessions
  }

  private struct Found: Sendable {
    let childCase: SealedRow
    let referral: SealedRow?
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
          Found(
            childCase: try SealedRow(row, at: 0), referral: row.isNull(3) ? nil : try SealedRow(row, at: 3),
            incompleteSince: row.isNull(6) ? nil : try row.int64(6))
        }.first
      }
    } catch {
      throw .database(error)
    }
    guard let found, let childCase = try await cases.open([found.childCase]).values.first else { return nil }
    let referral = try await referrals.open([found.referral].compactMap(\.self)).values.first
    return Documents(
      childCase: childCase.document, referral: referral?.document, incompleteSince: found.incompleteSince)
  }
}
