import CairnCodec
import CairnMessages
import Certificates
import Identifiers
import RPC

/// One method, and a call of it that is right in everything but, perhaps, in who calls and in which state the case is.
struct PermissionProbe: Sendable {
  let path: String
  /// Whether it speaks of the case: then every state is tried.
  let isOfCase: Bool
  /// Whether it speaks of an agency that is not the caller's.
  let isOfOtherAgency: Bool
  /// Whether it speaks of an agreement, to which not every agency is a party.
  let isOfAgreement: Bool
  let call: @Sendable (PermissionWorld, Acting) async throws -> Void

  private init<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, isOfCase: Bool = false, isOfAgreement: Bool = false,
    _ request: @escaping @Sendable (PermissionWorld, Acting) -> Request
  ) {
    path = method.path
    self.isOfCase = isOfCase
    isOfOtherAgency = false
    self.isOfAgreement = isOfAgreement
    call = { world, acting in _ = try await world.caller.ask(method, request(world, acting), as: acting) }
  }

  private init<Request: WireMessage, Response: WireMessage>(
    streaming method: Method<Request, Response>, _ request: @escaping @Sendable (Acting) -> Request
  ) {
    path = method.path
    isOfCase = false
    isOfOtherAgency = false
    isOfAgreement = false
    call = { world, acting in
      let stream = try await world.caller.openStream(
        method, request(acting), metadata: TestCaller.claim(acting.agencyID))
      // The first message comes once the caller is known and allowed to.
      for try await _ in stream.responses { break }
    }
  }

  /// - Parameter request: about that agency and a person who is on its register; of the unregistered agency, nobody is.
  private init<Request: WireMessage, Response: WireMessage>(
    staff method: Method<Request, Response>, ofOther isOfOtherAgency: Bool,
    _ request: @escaping @Sendable (Acting, _ agencyID: String, _ personID: String) -> Request
  ) {
    path = method.path
    isOfCase = false
    self.isOfOtherAgency = isOfOtherAgency
    isOfAgreement = false
    call = { world, acting in
      let other = acting.agencyID == "council" ? "st-marys" : "council"
      let agencyID = isOfOtherAgency ? other : acting.agencyID
      let personID = TestCaller.newID().description
      if agencyID != "unregistered" { try await world.client.enter(personID, of: agencyID, [.referrer]) }
      _ = try await world.caller.ask(method, request(acting, agencyID, personID), as: acting)
    }
  }

  private static let ofAccess = [
    PermissionProbe(AccessServiceMethods.grantAccess, isOfCase: true) {
      GrantAccessRequest(
        context: $1.command(), caseID: $0.caseID, agencyID: "st-marys", level: .basic, reason: "why")
    },
    PermissionProbe(AccessServiceMethods.endAccess, isOfCase: true) {
      EndAccessRequest(context: $1.command(), caseID: $0.caseID, grantID: $0.grantID, reason: "why")
    },
    PermissionProbe(AccessServiceMethods.breakGlass, isOfCase: true) {
      BreakGlassRequest(context: $1.command(), caseID: $0.caseID, reason: "why")
    },
    PermissionProbe(AccessServiceMethods.reviewBreakGlass, isOfCase: true) {
      ReviewBreakGlassRequest(
        context: $1.command(), caseID: $0.caseID, grantID: $0.brokenGlassID, finding: .justified, note: "why")
    },
  ]

  private static let ofSeals = [
    PermissionProbe(SealServiceMethods.sealCase, isOfCase: true) {
      SealCaseRequest(context: $1.command(), caseID: $0.caseID, ground: "adoption", reason: "why")
    },
    PermissionProbe(SealServiceMethods.sealCategories, isOfCase: true) {
      SealCategoriesRequest(
        context: $1.command(), caseID: $0.caseID, categories: ["location"], ground: "refuge", reason: "why")
    },
    PermissionProbe(SealServiceMethods.contributeSealed, isOfCase: true) {
      ContributeSealedRequest(
        context: $1.command(), caseID: $0.caseID,
        information: ProvidedInformation(statements: [Statement(assertion: .fact, text: "text")]), ground: "refuge",
        reason: "why")
    },
    release,
    PermissionProbe(SharingServiceMethods.recordSharingDecision, isOfCase: true) {
      RecordSharingDecisionRequest(
        context: $1.command(), caseID: $0.caseID,
        decision: SharingDecision(
          recipientAgencyID: $1.agencyID == "met" ? "council" : "met", outcome: .withhold, information: "what",
          categories: ["intelligence"], relevance: "why", detrimentConsidered: "what harm",
          withheldReasonCode: "NOT_RELEVANT", personInformed: true))
    },
    PermissionProbe(SharingServiceMethods.listSharingDecisions) { ListSharingDecisionsRequest(context: $1.query) },
  ]

  /// Whoever may seal has a seal of their own to release.
  private static let release: PermissionProbe = {
    let method = SealServiceMethods.releaseSeal
    return PermissionProbe(path: method.path, isOfCase: true) { world, acting in
      let sealed = try? await world.caller.seal(["location"], of: world.caseID, as: acting)
      _ = try await world.caller.ask(
        method,
        ReleaseSealRequest(
          context: acting.command(), caseID: world.caseID, sealID: sealed?.sealID ?? world.grantID, reason: "why"),
        as: acting)
    }
  }()

  static let all =
    ofCases + ofAccess + ofSeals + answering + ofAgreements + certificates + others + ofStaff(ofOther: false)
    + ofStaff(ofOther: true)

  private static func ofStaff(ofOther isOfOtherAgency: Bool) -> [PermissionProbe] {
    [
      PermissionProbe(staff: StaffServiceMethods.registerStaff, ofOther: isOfOtherAgency) { acting, agencyID, _ in
        RegisterStaffRequest(
          context: acting.command(), agencyID: agencyID,
          member: StaffMember(personID: TestCaller.newID().description, roles: [.referrer]))
      },
      PermissionProbe(staff: StaffServiceMethods.changeStaffRoles, ofOther: isOfOtherAgency) {
        ChangeStaffRolesRequest(context: $0.command(), agencyID: $1, personID: $2, roles: [.screener])
      },
      PermissionProbe(staff: StaffServiceMethods.endStaff, ofOther: isOfOtherAgency) {
        EndStaffRequest(context: $0.command(), agencyID: $1, personID: $2)
      },
      PermissionProbe(staff: StaffServiceMethods.listStaff, ofOther: isOfOtherAgency) { acting, agencyID, _ in
        ListStaffRequest(context: acting.query, agencyID: agencyID)
      },
    ]
  }

  /// Who is allowed gets as far as being asked for a certificate, which nobody shows here.
  private static let renewal: PermissionProbe = {
    let method = CertificateServiceMethods.renewCertificate
    let renewal = PermissionProbe(method) {
      RenewCertificateRequest(context: $1.command(), signingRequest: signingRequest)
    }
    return PermissionProbe(path: method.path, isOfCase: false) { world, acting in
      do {
        try await renewal.call(world, acting)
      } catch let error as RPCError where error.errorInfo?.reason == "CERTIFICATE_NEEDED" {}
    }
  }()

  private static let signingRequest = (try? CertificateKey().signingRequest()) ?? []

  private init(
    path: String, isOfCase: Bool, call: @escaping @Sendable (PermissionWorld, Acting) async throws -> Void
  ) {
    self.path = path
    self.isOfCase = isOfCase
    isOfOtherAgency = false
    isOfAgreement = false
    self.call = call
  }

  private static let certificates = [
    PermissionProbe(CertificateServiceMethods.enrolSystem) {
      EnrolSystemRequest(context: $1.command(), agencyID: "met", system: "records", signingRequest: signingRequest)
    },
    renewal,
    PermissionProbe(CertificateServiceMethods.listCertificates) { ListCertificatesRequest(context: $1.query) },
    // After the one that enrols, so that there is one to revoke.
    PermissionProbe(CertificateServiceMethods.revokeCertificates) {
      RevokeCertificatesRequest(context: $1.command(), agencyID: "met", all: true, reason: "why")
    },
  ]

  private static let ofAgreements = [
    PermissionProbe(AgreementServiceMethods.draftAgreement) {
      DraftAgreementRequest(context: $1.command(), agreement: TestParty.agreement("c-\($0.caseID.suffix(12))"))
    },
    PermissionProbe(AgreementServiceMethods.signAgreement, isOfAgreement: true) { $0.agreements.signing($1) },
    PermissionProbe(AgreementServiceMethods.suspendAgreement, isOfAgreement: true) {
      SuspendAgreementRequest(
        context: $1.command(), agreementID: $0.agreements.drafted.agreementID, reason: "why")
    },
    PermissionProbe(AgreementServiceMethods.resumeAgreement, isOfAgreement: true) {
      ResumeAgreementRequest(context: $1.command(), agreementID: $0.agreements.suspendedID, reason: "why")
    },
    PermissionProbe(AgreementServiceMethods.endAgreement, isOfAgreement: true) {
      EndAgreementRequest(context: $1.command(), agreementID: $0.agreements.drafted.agreementID, reason: "why")
    },
    PermissionProbe(AgreementServiceMethods.getAgreement, isOfAgreement: true) {
      GetAgreementRequest(context: $1.query, agreementID: $0.agreements.drafted.agreementID)
    },
    PermissionProbe(AgreementServiceMethods.simulateAgreement) {
      SimulateAgreementRequest(context: $1.query, agreement: TestParty.agreement("c-\($0.caseID.suffix(12))"))
    },
    PermissionProbe(AgreementServiceMethods.listAgreements) { ListAgreementsRequest(context: $1.query) },
  ]

  private static let ofCases = [
    PermissionProbe(CaseServiceMethods.setRag, isOfCase: true) {
      SetRagRequest(context: $1.command(), caseID: $0.caseID, rag: .red, rationale: "why")
    },
    PermissionProbe(CaseServiceMethods.decideThreshold, isOfCase: true) {
      DecideThresholdRequest(context: $1.command(), caseID: $0.caseID, outcome: .earlyHelp, grounds: "grounds")
    },
    PermissionProbe(CaseServiceMethods.attachReferral, isOfCase: true) {
      AttachReferralRequest(context: $1.command(), caseID: $0.caseID, joinedCaseID: $0.otherCaseID, reason: "why")
    },
    PermissionProbe(CaseServiceMethods.linkCases, isOfCase: true) {
      LinkCasesRequest(
        context: $1.command(), caseID: $0.caseID, otherCaseID: $0.otherCaseID, relation: .sibling, reason: "why")
    },
    PermissionProbe(CaseServiceMethods.correct, isOfCase: true) {
      CorrectRequest(context: $1.command(), caseID: $0.caseID, child: Child(), reason: "why")
    },
    PermissionProbe(CaseServiceMethods.resolveFinding, isOfCase: true) {
      ResolveFindingRequest(
        context: $1.command(), caseID: $0.caseID, rule: "C-102", field: "children[0].name", reason: "why")
    },
    PermissionProbe(CaseServiceMethods.close, isOfCase: true) {
      CloseRequest(context: $1.command(), caseID: $0.caseID, reasonCode: "RC7", closedOn: "2026-11-21")
    },
    PermissionProbe(CaseServiceMethods.reopen, isOfCase: true) {
      ReopenRequest(context: $1.command(), caseID: $0.caseID, reason: "why")
    },
    PermissionProbe(InformationServiceMethods.requestInformation, isOfCase: true) {
      RequestInformationRequest(
        context: $1.command(), caseID: $0.caseID, agencyIDs: ["met"], information: "what", reason: "why")
    },
    PermissionProbe(CaseServiceMethods.getCase, isOfCase: true) {
      GetCaseRequest(context: $1.query, caseID: $0.caseID)
    },
    PermissionProbe(CaseServiceMethods.getTimeline, isOfCase: true) {
      GetTimelineRequest(context: $1.query, caseID: $0.caseID)
    },
  ]

  private static let answering = [
    PermissionProbe(InformationServiceMethods.respondToRequest, isOfCase: true) {
      RespondToRequestRequest(
        context: $1.command(), caseID: $0.caseID, requestID: $0.requestID, nilReturn: NilReturn())
    },
    PermissionProbe(InformationServiceMethods.listInformationRequests) {
      ListInformationRequestsRequest(context: $1.query)
    },
  ]

  private static let others = [
    PermissionProbe(AgencyServiceMethods.registerAgency) {
      RegisterAgencyRequest(
        context: $1.command(), agency: Agency(agencyID: "a-\($0.caseID.suffix(12))", kind: .health, name: "A"))
    },
    PermissionProbe(AgencyServiceMethods.registerSigningKey) {
      RegisterSigningKeyRequest(
        context: $1.command(), agencyID: "council", publicKey: [UInt8]($0.caseID.utf8.prefix(32)))
    },
    PermissionProbe(AgencyServiceMethods.listAgencies) { ListAgenciesRequest(context: $1.query) },
    PermissionProbe(ReferenceDataServiceMethods.listCodes) { ListCodesRequest(context: $1.query) },
    PermissionProbe(ReferenceDataServiceMethods.listRules) { ListRulesRequest(context: $1.query) },
    PermissionProbe(ReferralServiceMethods.submitReferral) {
      SubmitReferralRequest(context: $1.command(), referral: Referral(children: [Child()]))
    },
    PermissionProbe(ReferralServiceMethods.listReferrals) { ListReferralsRequest(context: $1.query) },
    PermissionProbe(ReferralServiceMethods.acknowledgeReferrer) {
      AcknowledgeReferrerRequest(context: $1.command(), referralID: $0.referralID)
    },
    PermissionProbe(PeopleServiceMethods.findPeople) {
      FindPeopleRequest(context: $1.query, identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")])
    },
    PermissionProbe(CaseServiceMethods.listCases) { ListCasesRequest(context: $1.query) },
    PermissionProbe(streaming: CaseServiceMethods.watchCases) { WatchCasesRequest(context: $0.query) },
    PermissionProbe(AuditServiceMethods.listAccess) { ListAccessRequest(context: $1.query, caseID: $0.caseID) },
    PermissionProbe(LogServiceMethods.getHead) { GetHeadRequest(context: $1.query) },
    PermissionProbe(LogServiceMethods.listEntries) { ListEntriesRequest(context: $1.query, limit: 1) },
  ]
}
