internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerInformationQueries(in table: inout MethodTable) {
    registerReading(
      InformationServiceMethods.listInformationRequests, in: &table, context: \.context, actor: \.actor,
      validate: ListInformationRequests.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases")
      return try await services.inbox(for: query)
    }
  }

  /// What the caller's own agency was asked.
  private func inbox(for query: ListInformationRequests) async throws(RPCError) -> Told<ListInformationRequestsResponse>
  {
    let viewer = try await viewer(query.actor)
    let agencyID = query.actor.agencyID.description
    let name = "inbox of \(agencyID)\(query.withEnded ? " with what has ended" : "")"
    let start = try pageStart(query.paging, for: name)
    do throws(ProjectionError) {
      let page = try await cases.inbox(
        of: agencyID, except: viewer.closed, withEnded: query.withEnded, after: start.map { ($0.time, $0.id) },
        limit: query.paging.size)
      var disclosure = Disclosure()
      let entries = page.requests.compactMap { request -> InboxEntry? in
        let access = viewer.access(to: request.caseID)
        guard access != .none else { return nil }
        // What a request says of the child was the hub's to share; what is sealed is nobody's.
        let visible = DataCategorySet.all.subtracting(access.sealed)
        var entry = InboxEntry(request)
        entry.withhold(beyond: Sight(of: "") { _ in visible })
        disclosure.add([request.caseID], in: InboxEntry.self, visible: [visible])
        return entry
      }
      return Told(
        response: ListInformationRequestsResponse(
          requests: entries,
          nextPageToken: pageToken(page.next.map { .init(time: $0.dueAt, id: $0.requestID) }, for: name),
          isIncomplete: page.isIncomplete),
        disclosure: disclosure)
    } catch {
      throw Self.unavailable(error)
    }
  }
}

extension InboxEntry {
  fileprivate init(_ entry: CaseQuery.InboxRequest) {
    let request = entry.request
    self.init(
      requestID: request.requestID, caseID: entry.caseID.description, information: request.information,
      reason: request.reason, askedAt: request.askedAt, state: request.state, dueAtUs: request.clock?.dueAtUs ?? 0,
      childName: entry.child.name, dateOfBirth: entry.child.dateOfBirth,
      identifiers: entry.child.identifiers.filter { $0.scheme != .local })
  }
}
