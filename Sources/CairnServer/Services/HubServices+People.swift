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
      do throws(ProjectionError) {
        let found = try await services.cases.find(query.keys)
        let caseIDs = found.matches.map(\.caseID)
        let documents = try await services.cases.documents(of: caseIDs)
        let findings = try await services.cases.findingCounts(of: caseIDs)
        let matches = try await services.cases.matches(of: caseIDs)
        let response = FindPeopleResponse(
          people: found.matches.compactMap { match in
            documents[match.caseID].map { document in
              FoundPerson(
                caseEntry: services.caseEntry(
                  match.caseID, document, findings: findings[match.caseID, default: 0],
                  matches[match.caseID, default: []]),
                matchedOn: match.kinds)
            }
          }, hasMore: found.hasMore)
        return Told(
          response: response, disclosure: Disclosure(of: documents.keys, in: FoundPerson.self, visible: [.all]))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}
