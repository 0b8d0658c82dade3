internal import CairnDomain
internal import CairnMessages
internal import RPC

extension HubServices {
  func registerReferenceData(in table: inout MethodTable) {
    registerQuery(
      ReferenceDataServiceMethods.listCodes, in: &table, role: \.context?.role, actor: \.actor,
      validate: ListCodes.init(validating:agencyID:)
    ) { _, query async throws(RPCError) in query.answer }
    registerQuery(
      ReferenceDataServiceMethods.listRules, in: &table, role: \.context?.role, actor: \.self,
      validate: { request, agencyID throws(Rejection) in try Actor(validating: request.context, agencyID: agencyID) }
    ) { _, _ async throws(RPCError) in .current }
  }
}
