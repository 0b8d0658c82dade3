package import CairnDomain
package import CairnMessages
package import Identifiers
internal import Libpq

extension CaseQuery {
  private static let decisions = Libpq.Statement(
    name: "list_sharing_decisions",
    sql: """
      select decision_id, case_id, recorded_at_us
        from cairn.sharing_decision
       where generation = \(live) and ($1 is null or agency_id = $1) and ($2 is null or case_id = $2)
         and ($3 is null or outcome = $3) and case_id <> all($4) and (recorded_at_us, decision_id) < ($5, $6)
       order by recorded_at_us desc, decision_id desc
       limit $7
      """,
    parameterTypes: [.text, .uuid, .int4, .uuidArray, .int8, .uuid, .int8])

  /// Where a page of decisions begins: behind this one.
  package typealias DecisionKey = (recordedAt: Int64, decisionID: Identifier128)

  /// A page of decisions.
  package struct SharingDecisionPage: Sendable {
    package let decisions: [(caseID: Identifier128, decision: RecordedSharingDecision)]
    /// Where the next page begins, if there is one.
    package let next: DecisionKey?
    /// Whether something that cannot be read is missing.
    package let isIncomplete: Bool
  }

  /// Decisions to share or to withhold with the cases that they are about, the latest first; those of a case whose key was erased
  /// are left out.
  ///
  /// - Parameters:
  ///   - closed: cases that are left out, as if they were not there.
  ///   - key: behind which the page begins; `nil` for the first page.
  package func sharingDecisions(
    _ query: ListSharingDecisions, except closed: Set<Identifier128>, after key: DecisionKey?, limit: Int
  ) async throws(ProjectionError) -> SharingDecisionPage {
    let start = key ?? (.max, Identifier128(high: .max, low: .max))
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.decisions,
        [
          query.holder.map { .text($0.description) } ?? .null,
          query.caseID.map { .uuid(high: $0.high, low: $0.low) } ?? .null,
          query.outcome.map { .int32($0.rawValue) } ?? .null, Self.ids(closed), .int64(start.recordedAt),
          .uuid(high: start.decisionID.high, low: start.decisionID.low), .int64(Int64(limit) + 1),
        ], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in
          (decisionID: Identifier128(try row.uuid(0)), caseID: Identifier128(try row.uuid(1)), time: try row.int64(2))
        }
      }
    }
    let page = rows.prefix(limit)
    let found = try await documents(of: Set(page.map(\.caseID)))
    let decisions = page.compactMap { row -> (Identifier128, RecordedSharingDecision)? in
      found.documents[row.caseID]?.sharingDecisions.first { $0.decisionID == row.decisionID.description }
        .map { (row.caseID, $0) }
    }
    return SharingDecisionPage(
      decisions: decisions, next: rows.count > limit ? page.last.map { ($0.time, $0.decisionID) } : nil,
      isIncomplete: try await isIncomplete(lacking: found.unreadable))
  }
}
