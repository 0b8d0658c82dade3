package import CairnMessages
package import EventLog
package import Identifiers
package import Libpq

/// Reads the documents of a case.
package struct CaseQuery: Sendable {
  private let tables: CaseTables
  private let sessions: SessionPool

  /// What the read tables hold of a case.
  package struct Documents: Sendable {
    package let childCase: CaseDocument
    /// `nil` if it is not there any more: its key was erased.
    package let referral: ReferralDocument?
  }

  /// A query over sessions on the hub's database.
  package init(keyRing: KeyRing, sessions: SessionPool, random: RandomSource) {
    tables = CaseTables(keyRing: keyRing, random: random)
    self.sessions = sessions
  }

  /// The documents of a case; `nil` if there is none of that id.
  package func documents(ofCase caseID: Identifier128) async throws(ProjectionError) -> Documents? {
    let generation = try await liveGeneration()
    let cases = try await tables.cases.rows([caseID], generation: generation, sessions: sessions)
    guard let childCase = cases[caseID]?.document else { return nil }
    let referralIDs = [Identifier128(childCase.referralId)].compactMap { $0 }
    let referrals = try await tables.referrals.rows(referralIDs, generation: generation, sessions: sessions)
    return Documents(childCase: childCase, referral: referrals.values.first?.document)
  }

  private func liveGeneration() async throws(ProjectionError) -> Int32 {
    do throws(PostgresError) {
      return try await sessions.query(
        CheckpointStatements.read, [.text("cases")], idempotent: true, decode: CheckpointStatements.decode
      ).generation
    } catch {
      throw .database(error)
    }
  }
}
