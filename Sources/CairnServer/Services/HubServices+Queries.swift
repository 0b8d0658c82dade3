internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventLog
internal import Identifiers
internal import Libpq
internal import Projections
internal import RPC

extension HubServices {
  func registerAgencyQueries(in table: inout MethodTable) {
    table.register(AgencyServiceMethods.listAgencies) { request, context in
      _ = try await actor(request.context, of: context)
      try await waitToRead(request.afterToken, checkpoint: agenciesCheckpoint)
      do throws(PostgresError) {
        return ListAgenciesResponse(agencies: [Agency.hub] + (try await agencies.list()))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }

  func registerCaseQueries(in table: inout MethodTable) {
    table.register(CaseServiceMethods.getCase) { request, context in
      let agencyID = try callers.agency(of: context, actingAs: request.context?.role)
      let query: GetCase
      do throws(Rejection) {
        query = try GetCase(validating: request, agencyID: agencyID)
      } catch {
        throw RPCError(error)
      }
      try await authorise(query.actor, method: context.method)
      try await waitToRead(query.afterToken, checkpoint: casesCheckpoint)
      return GetCaseResponse(caseView: try await view(of: query.caseID))
    }
  }

  private func view(of caseID: Identifier128) async throws(RPCError) -> CaseView {
    let documents: CaseQuery.Documents?
    do throws(ProjectionError) {
      documents = try await cases.documents(ofCase: caseID)
    } catch {
      throw Self.unavailable(error)
    }
    guard let documents else { throw RPCError(Rejection.caseUnknown) }
    let token = StreamToken(streamID: caseID, version: documents.childCase.streamVersion, position: 0)
    var view = CaseView(
      caseID: caseID, document: documents.childCase, referral: documents.referral,
      token: token.sealed(under: tokenSecret))
    view.incompleteSinceUs = documents.incompleteSince ?? 0
    return view
  }

  static func unavailable(_ cause: any Error) -> RPCError {
    RPCError(
      .unavailable, "the hub's database does not answer: ask again in a moment",
      details: [.retryInfo(milliseconds: 1_000)],
      cause: cause)
  }
}
