internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import Identifiers
internal import Libpq
internal import RPC

extension HubServices {
  func registerAuditQueries(in table: inout MethodTable) {
    registerReading(
      AuditServiceMethods.listAccess, in: &table, context: \.context, actor: \.actor,
      asked: \.asked, validate: ListAccess.init(validating:agencyID:)
    ) { services, query, _ async throws(RPCError) in
      let name =
        "accesses to \(query.caseID?.description ?? "") by \(query.personID?.description ?? "") "
        + "from \(query.from) to \(query.to)"
      let start = try services.pageStart(query.paging, for: name)
      do throws(PostgresError) {
        let (accesses, next) = try await services.accesses.list(
          query, before: start.map { UInt64(bitPattern: $0.time) } ?? UInt64(Int64.max), limit: query.paging.size)
        let response = ListAccessResponse(
          accesses: accesses,
          nextPageToken: services.pageToken(next.map { .init(time: Int64($0), id: .nil128) }, for: name))
        return Told(response: response, disclosure: query.asked)
      } catch {
        throw Self.unavailable(error)
      }
    }
  }
}
