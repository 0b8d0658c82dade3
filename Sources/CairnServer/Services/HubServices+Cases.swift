internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerCaseQueries(in table: inout MethodTable) {
    registerReading(
      CaseServiceMethods.getCase, in: &table, context: \.context, actor: \.actor,
      asked: { Disclosure(naming: [$0.caseID]) }, validate: GetCase.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      let view = try await services.view(for: query, relationship)
      return Told(
        response: GetCaseResponse(caseView: view),
        disclosure: Disclosure(of: [query.caseID], in: CaseView.self, visible: [.all]))
    }
    registerReading(
      CaseServiceMethods.listCases, in: &table, context: \.context, actor: \.actor,
      validate: ListCases.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases", "referrals")
      let (response, caseIDs) = try await services.list(query)
      return Told(
        response: response, disclosure: Disclosure(of: caseIDs, in: CaseEntry.self, visible: [.all]))
    }
    registerReading(
      CaseServiceMethods.getTimeline, in: &table, context: \.context, actor: \.actor,
      asked: { Disclosure(naming: [$0.caseID]) }, validate: GetTimeline.init(validating:agencyID:)
    ) { services, query, relationship async throws(RPCError) in
      Told(
        response: try await services.timeline(for: query, relationship),
        disclosure: Disclosure(of: [query.caseID], in: TimelineEntry.self, visible: [.all]))
    }
  }

  /// A case that is not there and one that the caller has nothing to do with look alike.
  private func view(
    for query: GetCase, _ relationship: Permission.Relationship
  ) async throws(RPCError) -> CaseView {
    let caseID = query.caseID
    let found: (record: CaseRecord, incompleteSince: Int64?)?
    var matches: [CaseQuery.Match] = []
    do throws(ProjectionError) {
      found = try await cases.record(of: caseID)
      // Whom else a record may be about is the hub's to find out.
      if query.actor.agencyID == .hub { matches = try await cases.matches(of: [caseID])[caseID, default: []] }
    } catch {
      throw Self.unavailable(error)
    }
    guard let found, found.record.document.has(relationship, with: query.actor.agencyID) else {
      throw RPCError(Rejection.caseUnknown)
    }
    var view = CaseView(found.record, token: versionToken(of: caseID, found.record.document))
    view.incompleteSinceUs = found.incompleteSince ?? 0
    view.matches = matches.map { CaseMatch(caseID: $0.caseID.description, matchedOn: $0.kinds) }
    return view
  }

  private func list(_ query: ListCases) async throws(RPCError) -> (ListCasesResponse, [Identifier128]) {
    let name = "cases by \(query.sort) of \(query.filter)"
    let start = try pageStart(query.paging, for: name)
    do throws(ProjectionError) {
      let (entries, next) = try await cases.list(
        query.filter, by: query.sort, after: start.map { .init(time: $0.time, caseID: $0.id) },
        limit: query.paging.size)
      let isHub = query.actor.agencyID == .hub
      let matches = try await isHub ? cases.matches(of: entries.map(\.caseID)) : [:]
      let response = ListCasesResponse(
        cases: entries.map { entry in
          caseEntry(entry.caseID, entry.document, findings: entry.findingCount, matches[entry.caseID, default: []])
        },
        nextPageToken: pageToken(next.map { .init(time: $0.time, id: $0.caseID) }, for: name))
      return (response, entries.map(\.caseID))
    } catch {
      throw Self.unavailable(error)
    }
  }

  /// A line of a list.
  ///
  /// - Parameter findings: of the case and of the referral that opened it.
  func caseEntry(
    _ caseID: Identifier128, _ document: CaseDocument, findings: Int, _ matches: [CaseQuery.Match]
  ) -> CaseEntry {
    let next = document.clocks.next
    return CaseEntry(
      caseID: caseID.description, token: versionToken(of: caseID, document), referralID: document.referralID,
      agencyID: document.agencyID, status: document.status, rag: document.rag, childName: document.child?.name,
      dateOfBirth: document.child?.dateOfBirth ?? "", receivedAtUs: document.receivedAtUs,
      dueAtUs: next?.dueAtUs ?? 0, findingCount: UInt32(max(0, findings)), matchCount: UInt32(matches.count),
      nextClock: next?.kind ?? .unspecified, isOverdue: next.map { $0.dueAtUs < now() } ?? false)
  }

  /// Says nothing of the log's position: views are read as they stand.
  private func versionToken(of caseID: Identifier128, _ document: CaseDocument) -> String {
    StreamToken(streamID: caseID, version: document.streamVersion, position: 0).sealed(under: tokenSecret)
  }
}

extension CaseDocument {
  /// Whether an agency has to do with the case what a permission asks for.
  fileprivate func has(_ relationship: Permission.Relationship, with agencyID: AgencyID) -> Bool {
    switch relationship {
    case .none: true
    case .referring: self.agencyID == agencyID.description
    case .asked: requests.contains { $0.agencyID == agencyID.description }
    // A case is no agency and no agreement.
    case .itself, .party: false
    }
  }
}
