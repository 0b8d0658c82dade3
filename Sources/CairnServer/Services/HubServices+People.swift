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
    let found: (matches: [CaseQuery.Match], hasMore: Bool)
    let documents: [Identifier128: CaseDocument]
    let findings: [Identifier128: Int]
    do throws(ProjectionError) {
      found = try await cases.find(query.keys)
      let caseIDs = found.matches.map(\.caseID)
      documents = try await cases.documents(of: caseIDs)
        .filter { $0.value.access(of: query.actor, .none, at: now()) != .none }
      findings = try await cases.findingCounts(of: caseIDs)
    } catch {
      throw Self.unavailable(error)
    }
    let matches = try await matches(of: Array(documents.keys), for: query.actor)
    let people = found.matches.compactMap { match in
      documents[match.caseID].map { document in
        FoundPerson(
          caseEntry: caseEntry(
            match.caseID, document, findings: findings[match.caseID, default: 0], matches[match.caseID, default: []]),
          matchedOn: match.kinds)
      }
    }
    return Told(
      response: FindPeopleResponse(people: people, hasMore: found.hasMore),
      disclosure: Disclosure(of: documents.keys, in: FoundPerson.self, visible: [.all]))
  }
}
