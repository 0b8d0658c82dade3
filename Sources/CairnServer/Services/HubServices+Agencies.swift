internal import CairnDomain
internal import CairnMessages
internal import Libpq
internal import Projections
internal import RPC

extension HubServices {
  func registerAgencyQueries(in table: inout MethodTable) {
    table.register(AgencyServiceMethods.listAgencies) { request, context in
      _ = try await actor(request.context, of: context)
      try await waitToRead(request.afterToken, "agencies")
      do throws(PostgresError) {
        return ListAgenciesResponse(agencies: [Agency.hub] + (try await agencies.list()))
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}
