internal import CairnDomain
package import CairnMessages
package import Identifiers
internal import Libpq

extension CaseQuery {
  /// A request in an agency's inbox, and the case that it is about.
  package struct InboxRequest: Sendable {
    package let caseID: Identifier128
    package let request: InformationRequest
    package let child: Child
  }

  /// A page of an inbox.
  package struct InboxPage: Sendable {
    package let requests: [InboxRequest]
    /// Where the next page begins, by due time and request, if there is one.
    package let next: (dueAt: Int64, requestID: Identifier128)?
    /// Whether something that cannot be read is missing.
    package let isIncomplete: Bool
  }

  private static let inbox = Libpq.Statement(
    name: "list_inbox",
    sql: """
      select request_id, case_id, due_at_us
        from cairn.information_request
       where generation = \(live) and agency_id = $1 and ($2 or state = $3) and (due_at_us, request_id) > ($4, $5)
         and case_id <> all($7)
       order by due_at_us, request_id
       limit $6
      """,
    parameterTypes: [.text, .bool, .int4, .int8, .uuid, .int8, .uuidArray])

  /// The requests to an agency, what is due next first; those of a case whose key was erased are left out.
  ///
  /// - Parameters:
  ///   - closed: cases that are left out, as if they were not there.
  ///   - withEnded: also those that were answered or are not needed any more.
  ///   - key: behind which the page begins, by due time and request; `nil` for the first page.
  package func inbox(
    of agencyID: String, except closed: Set<Identifier128>, withEnded: Bool,
    after key: (dueAt: Int64, requestID: Identifier128)?, limit: Int
  ) async throws(ProjectionError) -> InboxPage {
    let start = key ?? (.min, .nil128)
    let rows = try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.inbox,
        [
          .text(agencyID), .bool(withEnded), .int32(RequestState.open.rawValue), .int64(start.dueAt),
          .uuid(high: start.requestID.high, low: start.requestID.low), .int64(Int64(limit) + 1),
          Self.ids(closed),
        ], idempotent: true
      ) { result throws(PostgresError) in
        try result.map { row throws(PostgresError) in
          (requestID: Identifier128(try row.uuid(0)), caseID: Identifier128(try row.uuid(1)), dueAt: try row.int64(2))
        }
      }
    }
    let page = rows.prefix(limit)
    let found = try await documents(of: Set(page.map(\.caseID)))
    let requests = page.compactMap { row -> InboxRequest? in
      guard let document = found.documents[row.caseID],
        let request = document.requests.first(where: { $0.requestID == row.requestID.description })
      else { return nil }
      return InboxRequest(caseID: row.caseID, request: request, child: document.child ?? Child())
    }
    return InboxPage(
      requests: requests, next: rows.count > limit ? page.last.map { ($0.dueAt, $0.requestID) } : nil,
      isIncomplete: try await isIncomplete(lacking: found.unreadable))
  }

  private static let asked = Libpq.Statement(
    name: "is_asked",
    sql: """
      select exists (
        select from cairn.information_request where generation = \(live) and case_id = $1 and agency_id = $2)
      """,
    parameterTypes: [.uuid, .text])

  /// Whether an agency was ever asked for information in a case.
  package func isAsked(_ agencyID: String, in caseID: Identifier128) async throws(ProjectionError) -> Bool {
    try await database { () async throws(PostgresError) in
      try await sessions.query(
        Self.asked, [.uuid(high: caseID.high, low: caseID.low), .text(agencyID)], idempotent: true
      ) { result throws(PostgresError) in try result.bool(0, 0) }
    }
  }
}
