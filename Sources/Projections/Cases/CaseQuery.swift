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
    /// When an event of either could not be read, in microseconds since 1970-01-01T00:00:00Z; `nil` if all could.
    package let incompleteSince: Int64?
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
    let referralIDs = [Identifier128(childCase.referralID)].compactMap { $0 }
    let referrals = try await tables.referrals.rows(referralIDs, generation: generation, sessions: sessions)
    return Documents(
      childCase: childCase, referral: referrals.values.first?.document,
      incompleteSince: try await parkedSince([caseID] + referralIDs, generation: generation))
  }

  private func parkedSince(_ streams: [Identifier128], generation: Int32) async throws(ProjectionError) -> Int64? {
    do throws(PostgresError) {
      return try await sessions.query(
        ParkedStreamStatements.since,
        [.text("cases"), .int32(generation), .uuids(streams.map { (high: $0.high, low: $0.low) })], idempotent: true,
        decode: ParkedStreamStatements.decodeSince)
    } catch {
      throw .database(error)
    }
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
