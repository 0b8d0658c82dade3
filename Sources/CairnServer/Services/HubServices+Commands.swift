internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// Every command. Each is held to the table of permissions where it is decided.
  func registerCommands(in table: inout MethodTable) {
    register(AgencyServiceMethods.registerAgency, in: &table, role: \.context?.role, CommandHandler.registerAgency)
    register(ReferralServiceMethods.submitReferral, in: &table, role: \.context?.role, CommandHandler.submitReferral)
    register(
      ReferralServiceMethods.acknowledgeReferrer, in: &table, role: \.context?.role, CommandHandler.acknowledgeReferrer)
    register(CaseServiceMethods.setRag, in: &table, role: \.context?.role, CommandHandler.setRag)
    register(CaseServiceMethods.decideThreshold, in: &table, role: \.context?.role, CommandHandler.decideThreshold)
    register(CaseServiceMethods.attachReferral, in: &table, role: \.context?.role, CommandHandler.attachReferral)
    register(CaseServiceMethods.linkCases, in: &table, role: \.context?.role, CommandHandler.linkCases)
    register(CaseServiceMethods.correct, in: &table, role: \.context?.role, CommandHandler.correct)
    register(CaseServiceMethods.resolveFinding, in: &table, role: \.context?.role, CommandHandler.resolveFinding)
    register(CaseServiceMethods.close, in: &table, role: \.context?.role, CommandHandler.close)
    register(CaseServiceMethods.reopen, in: &table, role: \.context?.role, CommandHandler.reopen)
    register(
      InformationServiceMethods.requestInformation, in: &table, role: \.context?.role, CommandHandler.requestInformation
    )
    register(
      InformationServiceMethods.respondToRequest, in: &table, role: \.context?.role, CommandHandler.respondToRequest)
  }

  private func register<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, in table: inout MethodTable,
    role: @escaping @Sendable (Request) -> Role?,
    _ handle: @escaping @Sendable (CommandHandler) -> (Request, AgencyID) async throws(CommandError) -> Response
  ) {
    table.register(method) { [callers, commands] request, context in
      let agencyID = try callers.agency(of: context, actingAs: role(request))
      do throws(CommandError) {
        return try await handle(commands)(request, agencyID)
      } catch {
        throw RPCError(error)
      }
    }
  }
}
