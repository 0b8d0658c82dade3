internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

extension HubServices {
  /// Every command. Each is held to the table of permissions where it is decided.
  func registerCommands(in table: inout MethodTable) {
    register(AgencyServiceMethods.registerAgency, in: &table, context: \.context, CommandHandler.registerAgency)
    register(AgencyServiceMethods.registerSigningKey, in: &table, context: \.context, CommandHandler.registerSigningKey)
    registerAgreementCommands(in: &table)
    register(StaffServiceMethods.registerStaff, in: &table, context: \.context, CommandHandler.registerStaff)
    register(StaffServiceMethods.changeStaffRoles, in: &table, context: \.context, CommandHandler.changeStaffRoles)
    register(StaffServiceMethods.endStaff, in: &table, context: \.context, CommandHandler.endStaff)
    register(ReferralServiceMethods.submitReferral, in: &table, context: \.context, CommandHandler.submitReferral)
    register(
      ReferralServiceMethods.acknowledgeReferrer, in: &table, context: \.context, CommandHandler.acknowledgeReferrer)
    register(CaseServiceMethods.setRag, in: &table, context: \.context, CommandHandler.setRag)
    register(CaseServiceMethods.decideThreshold, in: &table, context: \.context, CommandHandler.decideThreshold)
    register(CaseServiceMethods.attachReferral, in: &table, context: \.context, CommandHandler.attachReferral)
    register(CaseServiceMethods.linkCases, in: &table, context: \.context, CommandHandler.linkCases)
    register(CaseServiceMethods.correct, in: &table, context: \.context, CommandHandler.correct)
    register(CaseServiceMethods.resolveFinding, in: &table, context: \.context, CommandHandler.resolveFinding)
    register(CaseServiceMethods.close, in: &table, context: \.context, CommandHandler.close)
    register(CaseServiceMethods.reopen, in: &table, context: \.context, CommandHandler.reopen)
    register(AccessServiceMethods.grantAccess, in: &table, context: \.context, CommandHandler.grantAccess)
    register(AccessServiceMethods.endAccess, in: &table, context: \.context, CommandHandler.endAccess)
    register(AccessServiceMethods.breakGlass, in: &table, context: \.context, CommandHandler.breakGlass)
    register(AccessServiceMethods.reviewBreakGlass, in: &table, context: \.context, CommandHandler.reviewBreakGlass)
    register(
      SharingServiceMethods.recordSharingDecision, in: &table, context: \.context, CommandHandler.recordSharingDecision)
    register(SealServiceMethods.sealCase, in: &table, context: \.context, CommandHandler.sealCase)
    register(SealServiceMethods.sealCategories, in: &table, context: \.context, CommandHandler.sealCategories)
    register(SealServiceMethods.contributeSealed, in: &table, context: \.context, CommandHandler.contributeSealed)
    register(SealServiceMethods.releaseSeal, in: &table, context: \.context, CommandHandler.releaseSeal)
    register(
      InformationServiceMethods.requestInformation, in: &table, context: \.context, CommandHandler.requestInformation
    )
    register(
      InformationServiceMethods.respondToRequest, in: &table, context: \.context, CommandHandler.respondToRequest)
  }

  private func registerAgreementCommands(in table: inout MethodTable) {
    register(
      AgreementServiceMethods.draftAgreement, in: &table, context: \.context, CommandHandler.draftAgreement)
    register(AgreementServiceMethods.signAgreement, in: &table, context: \.context, CommandHandler.signAgreement)
    register(
      AgreementServiceMethods.suspendAgreement, in: &table, context: \.context, CommandHandler.suspendAgreement)
    register(
      AgreementServiceMethods.resumeAgreement, in: &table, context: \.context, CommandHandler.resumeAgreement)
    register(AgreementServiceMethods.endAgreement, in: &table, context: \.context, CommandHandler.endAgreement)
  }

  private func register<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, in table: inout MethodTable,
    context: @escaping @Sendable (Request) -> CommandContext?,
    _ handle: @escaping @Sendable (CommandHandler) -> (Request, AgencyID) async throws(CommandError) -> Response
  ) {
    table.register(method) { request, call in
      let agencyID = try await admit(context(request), of: call)
      do throws(CommandError) {
        return try await handle(commands)(request, agencyID)
      } catch {
        throw RPCError(error)
      }
    }
  }
}
