internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerCaseQueries(in table: inout MethodTable) {
    registerQuery(
      CaseServiceMethods.getCase, in: &table, role: \.context?.role, actor: \.actor,
      validate: GetCase.init(validating:agencyID:)
    ) { services, query async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      return GetCaseResponse(caseView: try await services.view(of: query.caseID))
    }
    registerQuery(
      CaseServiceMethods.listCases, in: &table, role: \.context?.role, actor: \.actor,
      validate: ListCases.init(validating:agencyID:)
    ) { services, query async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      return try await services.list(query)
    }
    registerQuery(
      CaseServiceMethods.getTimeline, in: &table, role: \.context?.role, actor: \.actor,
      validate: GetTimeline.init(validating:agencyID:)
    ) { services, query async throws(RPCError) in
      try await services.timeline(of: query.caseID)
    }
  }

  private func documents(ofCase caseID: Identifier128) async throws(RPCError) -> CaseQuery.Documents {
    let documents: CaseQuery.Documents?
    do throws(ProjectionError) { documents = try await cases.documents(ofCase: caseID) } catch {
      throw Self.unavailable(error)
    }
    guard let documents else { throw RPCError(Rejection.caseUnknown) }
    return documents
  }

  private func view(of caseID: Identifier128) async throws(RPCError) -> CaseView {
    let documents = try await documents(ofCase: caseID)
    var view = CaseView(
      caseID: caseID, document: documents.childCase, referral: documents.referral,
      token: versionToken(of: caseID, documents.childCase))
    view.incompleteSinceUs = documents.incompleteSince ?? 0
    return view
  }

  private func list(_ query: ListCases) async throws(RPCError) -> ListCasesResponse {
    let name = "cases by \(query.sort) of \(query.filter)"
    let start = try pageStart(query.paging, for: name)
    do throws(ProjectionError) {
      let (entries, next) = try await cases.list(
        query.filter, by: query.sort, after: start.map { .init(time: $0.time, caseID: $0.id) },
        limit: query.paging.size)
      return ListCasesResponse(
        cases: entries.map { CaseEntry($0, token: versionToken(of: $0.caseID, $0.document)) },
        nextPageToken: pageToken(next.map { .init(time: $0.time, id: $0.caseID) }, for: name))
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// Says nothing of the log's position: views are read as they stand.
  private func versionToken(of caseID: Identifier128, _ document: CaseDocument) -> String {
    StreamToken(streamID: caseID, version: document.streamVersion, position: 0).sealed(under: tokenSecret)
  }
}

extension CaseEntry {
  fileprivate init(_ entry: CaseQuery.Entry, token: String) {
    let document = entry.document
    self.init(
      caseID: entry.caseID.description, token: token, referralID: document.referralID, agencyID: document.agencyID,
      status: document.status, rag: document.rag, childName: document.child?.name,
      dateOfBirth: document.child?.dateOfBirth ?? "", receivedAtUs: document.receivedAtUs,
      dueAtUs: document.dueAtMicroseconds, findingCount: UInt32(entry.findingCount))
  }
}
