internal import CairnDomain
internal import CairnMessages
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerPeopleQueries(in table: inout MethodTable) {
    registerReading(
      PeopleServiceMethods.findPeople, in: &table, context: \.context, actor: \.actor,
      validate: FindPeople.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      try await services.find(query)
    }
  }

  private func find(_ query: FindPeople) async throws(RPCError) -> Told<FindPeopleResponse> {
    let viewer = try await viewer(query.actor)
    let found: (matches: [CaseQuery.Match], hasMore: Bool)
    let documents: [Identifier128: CaseDocument]
    let isIncomplete: Bool
    let findings: [Identifier128: Int]
    do throws(ProjectionError) {
      found = try await cases.find(query.keys, except: viewer.hiddenMatches)
      let caseIDs = found.matches.map(\.caseID)
      let opened = try await cases.documents(of: caseIDs)
      documents = opened.documents
      isIncomplete = try await cases.isIncomplete(lacking: opened.unreadable)
      findings = try await cases.findingCounts(of: caseIDs)
    } catch {
      throw Self.unavailable(error)
    }
    let matches = try await matches(of: Array(documents.keys), for: viewer)
    var disclosure = Disclosure()
    var people: [FoundPerson] = []
    for match in found.matches {
      let access = viewer.access(to: match.caseID)
      guard let document = documents[match.caseID], access != .none else { continue }
      let count = try await self.findings(
        findings[match.caseID, default: 0], of: match.caseID, for: viewer, with: access)
      var line = caseEntry(match.caseID, document, findings: count, matches[match.caseID, default: []])
      let visible = viewer.filter.visible(of: document.agencyID, with: access)
      line.withhold(beyond: viewer.filter.sight(of: document.agencyID, with: access))
      disclosure.add([match.caseID], in: FoundPerson.self, visible: [visible])
      people.append(FoundPerson(caseEntry: line, matchedOn: match.kinds))
    }
    return Told(
      response: FindPeopleResponse(people: people, hasMore: found.hasMore, isIncomplete: isIncomplete),
      disclosure: disclosure)
  }
}
