internal import CairnMessages
internal import RPC

extension CallableMethod {
  /// Every method of the contract.
  static let all: [CallableMethod] = commands + queries + streamed + open

  private static let commands: [CallableMethod] = [
    CallableMethod(command: AccessServiceMethods.breakGlass, \.context),
    CallableMethod(command: AccessServiceMethods.endAccess, \.context),
    CallableMethod(command: AccessServiceMethods.grantAccess, \.context),
    CallableMethod(command: AccessServiceMethods.reviewBreakGlass, \.context),
    CallableMethod(command: AgencyServiceMethods.registerAgency, \.context),
    CallableMethod(command: AgencyServiceMethods.registerSigningKey, \.context),
    CallableMethod(command: AgreementServiceMethods.draftAgreement, \.context),
    CallableMethod(command: AgreementServiceMethods.endAgreement, \.context),
    CallableMethod(command: AgreementServiceMethods.resumeAgreement, \.context),
    CallableMethod(command: AgreementServiceMethods.signAgreement, \.context),
    CallableMethod(command: AgreementServiceMethods.suspendAgreement, \.context),
    CallableMethod(command: CaseServiceMethods.attachReferral, \.context),
    CallableMethod(command: CaseServiceMethods.close, \.context),
    CallableMethod(command: CaseServiceMethods.correct, \.context),
    CallableMethod(command: CaseServiceMethods.decideThreshold, \.context),
    CallableMethod(command: CaseServiceMethods.linkCases, \.context),
    CallableMethod(command: CaseServiceMethods.reopen, \.context),
    CallableMethod(command: CaseServiceMethods.resolveFinding, \.context),
    CallableMethod(command: CaseServiceMethods.setRag, \.context),
    CallableMethod(command: CertificateServiceMethods.enrolSystem, \.context),
    CallableMethod(command: CertificateServiceMethods.renewCertificate, \.context),
    CallableMethod(command: CertificateServiceMethods.revokeCertificates, \.context),
    CallableMethod(command: InformationServiceMethods.requestInformation, \.context),
    CallableMethod(command: InformationServiceMethods.respondToRequest, \.context),
    CallableMethod(command: ReferralServiceMethods.acknowledgeReferrer, \.context),
    CallableMethod(command: ReferralServiceMethods.submitReferral, \.context),
    CallableMethod(command: SealServiceMethods.contributeSealed, \.context),
    CallableMethod(command: SealServiceMethods.releaseSeal, \.context),
    CallableMethod(command: SealServiceMethods.sealCase, \.context),
    CallableMethod(command: SealServiceMethods.sealCategories, \.context),
    CallableMethod(command: SharingServiceMethods.recordSharingDecision, \.context),
    CallableMethod(command: StaffServiceMethods.changeStaffRoles, \.context),
    CallableMethod(command: StaffServiceMethods.endStaff, \.context),
    CallableMethod(command: StaffServiceMethods.registerStaff, \.context),
  ]

  private static let queries: [CallableMethod] = [
    CallableMethod(query: AgencyServiceMethods.listAgencies, \.context),
    CallableMethod(query: AgreementServiceMethods.getAgreement, \.context),
    CallableMethod(query: AgreementServiceMethods.listAgreements, \.context),
    CallableMethod(query: AgreementServiceMethods.simulateAgreement, \.context),
    CallableMethod(query: AuditServiceMethods.listAccess, \.context),
    CallableMethod(query: CaseServiceMethods.getCase, \.context),
    CallableMethod(query: CaseServiceMethods.getTimeline, \.context),
    CallableMethod(query: CaseServiceMethods.listCases, \.context),
    CallableMethod(query: CertificateServiceMethods.listCertificates, \.context),
    CallableMethod(query: InformationServiceMethods.listInformationRequests, \.context),
    CallableMethod(query: LogServiceMethods.getHead, \.context),
    CallableMethod(query: LogServiceMethods.listEntries, \.context),
    CallableMethod(query: PeopleServiceMethods.findPeople, \.context),
    CallableMethod(query: ReferenceDataServiceMethods.listCodes, \.context),
    CallableMethod(query: ReferenceDataServiceMethods.listRules, \.context),
    CallableMethod(query: ReferralServiceMethods.listReferrals, \.context),
    CallableMethod(query: SharingServiceMethods.listSharingDecisions, \.context),
    CallableMethod(query: StaffServiceMethods.listStaff, \.context),
  ]

  private static let streamed: [CallableMethod] = [
    CallableMethod(command: ReferralServiceMethods.submitReferrals, \.context),
    CallableMethod(query: CaseServiceMethods.watchCases, \.context),
  ]

  private static let open: [CallableMethod] = [
    CallableMethod(open: HealthMethods.check),
    CallableMethod(open: HealthMethods.watch),
  ]
}
