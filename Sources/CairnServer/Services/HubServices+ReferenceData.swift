internal import CairnDomain
internal import CairnMessages
internal import RPC

extension HubServices {
  func registerReferenceData(in table: inout MethodTable) {
    registerQuery(
      ReferenceDataServiceMethods.listCodes, in: &table, context: \.context, actor: \.actor,
      validate: ListCodes.init(validating:agencyID:)
    ) { _, query, _ async throws(RPCError) in query.answer }
    registerQuery(
      ReferenceDataServiceMethods.listRules, in: &table, context: \.context, actor: \.self,
      validate: { request, agencyID throws(Rejection) in try Actor(validating: request.context, agencyID: agencyID) }
    ) { _, _, _ async throws(RPCError) in .current }
  }
}
