internal import CairnDomain
internal import CairnMessages
internal import Identifiers
internal import Projections
internal import RPC

extension HubServices {
  func registerPeopleQueries(in table: inout MethodTable) {
    registerQuery(
      PeopleServiceMethods.findPeople, in: &table, role: \.context?.role, actor: \.actor,
      validate: FindPeople.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      do throws(ProjectionError) {
        let found = try await services.cases.find(query.keys)
        let documents = try await services.cases.documents(of: found.matches.map(\.caseID))
        return FindPeopleResponse(
          people: found.matches.compactMap { match in
            documents[match.caseID].map { document in
              FoundPerson(
                caseEntry: services.caseEntry(match.caseID, document, findings: document.findings.count, []),
                matchedOn: match.kinds)
            }
          }, hasMore: found.hasMore)
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}
