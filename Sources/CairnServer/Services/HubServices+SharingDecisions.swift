internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerSharingDecisions(in table: inout MethodTable) {
    registerReading(
      SharingServiceMethods.listSharingDecisions, in: &table, context: \.context, actor: \.actor, asked: \.asked,
      validate: ListSharingDecisions.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.waitToRead(query.afterToken, "cases")
      return try await services.list(query)
    }
  }

  private func list(_ query: ListSharingDecisions) async throws(RPCError) -> Told<ListSharingDecisionsResponse> {
    let viewer = try await viewer(query.actor)
    let name =
      "sharing decisions of \(query.holder?.description ?? "all") in \(query.caseID?.description ?? "all"), "
      + "outcome \(query.outcome?.rawValue ?? 0)"
    let start = try pageStart(query.paging, for: name)
    do throws(ProjectionError) {
      let page = try await cases.sharingDecisions(
        query, except: viewer.closed, after: start.map { ($0.time, $0.id) }, limit: query.paging.size)
      var disclosure = Disclosure()
      let entries = page.decisions.compactMap { caseID, decision -> SharingDecisionEntry? in
        let access = viewer.access(to: caseID)
        guard access != .none, viewer.sees(decision, with: access) else { return nil }
        disclosure.add([caseID], in: SharingDecisionEntry.self, visible: [.all.subtracting(access.sealed)])
        return SharingDecisionEntry(caseID: caseID.description, decision: decision)
      }
      return Told(
        response: ListSharingDecisionsResponse(
          decisions: entries,
          nextPageToken: pageToken(page.next.map { .init(time: $0.recordedAt, id: $0.decisionID) }, for: name),
          isIncomplete: page.isIncomplete),
        disclosure: disclosure)
    } catch {
      throw Self.unavailable(error)
    }
  }
}
