import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AuthorisationTests {
  static let methods = [
    "/cairn.v1.AgencyService/RegisterAgency", "/cairn.v1.AgencyService/ListAgencies",
    "/cairn.v1.StaffService/RegisterStaff", "/cairn.v1.StaffService/ChangeStaffRoles",
    "/cairn.v1.StaffService/EndStaff", "/cairn.v1.StaffService/ListStaff",
    "/cairn.v1.AgencyService/RegisterSigningKey", "/cairn.v1.AgreementService/DraftAgreement",
    "/cairn.v1.AgreementService/SignAgreement", "/cairn.v1.AgreementService/SuspendAgreement",
    "/cairn.v1.AgreementService/ResumeAgreement", "/cairn.v1.AgreementService/EndAgreement",
    "/cairn.v1.AgreementService/ListAgreements", "/cairn.v1.AgreementService/GetAgreement",
    "/cairn.v1.AgreementService/SimulateAgreement",
    "/cairn.v1.ReferenceDataService/ListCodes", "/cairn.v1.ReferenceDataService/ListRules",
    "/cairn.v1.ReferralService/SubmitReferral", "/cairn.v1.ReferralService/SubmitReferrals",
    "/cairn.v1.ReferralService/AcknowledgeReferrer", "/cairn.v1.ReferralService/ListReferrals",
    "/cairn.v1.CaseService/SetRag", "/cairn.v1.CaseService/DecideThreshold", "/cairn.v1.CaseService/AttachReferral",
    "/cairn.v1.CaseService/LinkCases", "/cairn.v1.CaseService/Correct", "/cairn.v1.CaseService/ResolveFinding",
    "/cairn.v1.CaseService/Close", "/cairn.v1.CaseService/Reopen", "/cairn.v1.CaseService/GetCase",
    "/cairn.v1.CaseService/ListCases", "/cairn.v1.CaseService/WatchCases", "/cairn.v1.CaseService/GetTimeline",
    "/cairn.v1.InformationService/RequestInformation", "/cairn.v1.InformationService/RespondToRequest",
    "/cairn.v1.InformationService/ListInformationRequests", "/cairn.v1.PeopleService/FindPeople",
    "/cairn.v1.AccessService/GrantAccess", "/cairn.v1.AccessService/EndAccess",
    "/cairn.v1.AccessService/BreakGlass", "/cairn.v1.AccessService/ReviewBreakGlass",
    "/cairn.v1.SharingService/RecordSharingDecision", "/cairn.v1.SharingService/ListSharingDecisions",
    "/cairn.v1.SealService/SealCase", "/cairn.v1.SealService/SealCategories",
    "/cairn.v1.SealService/ContributeSealed", "/cairn.v1.SealService/ReleaseSeal",
    "/cairn.v1.LogService/GetHead", "/cairn.v1.LogService/ListEntries", "/cairn.v1.CaseService/Unknown", "",
  ]
  static let kinds: [AgencyKind] = [
    .police, .socialCare, .adultSocialCare, .health, .education, .housing, .probation, .fire, .voluntary, .private,
    .hub,
  ]

  /// What is allowed, written a second time and by hand: method, role, and the agencies as "hub", "any" or a kind.
  static let allowed: Set<String> = [
    "RegisterAgency operator hub", "RegisterSigningKey operator hub",
    "DraftAgreement dataProtectionOfficer hub", "SignAgreement dataProtectionOfficer any",
    "SuspendAgreement dataProtectionOfficer hub", "ResumeAgreement dataProtectionOfficer hub",
    "EndAgreement dataProtectionOfficer hub", "SimulateAgreement dataProtectionOfficer hub",
    "RegisterStaff operator hub", "ChangeStaffRoles operator hub", "EndStaff operator hub", "ListStaff operator hub",
    "SubmitReferral referrer any", "SubmitReferrals referrer any",
    "ListReferrals referrer any", "ListReferrals singlePointOfContact any",
    "AcknowledgeReferrer screener hub", "AcknowledgeReferrer manager hub",
    "SetRag screener hub", "SetRag manager hub",
    "AttachReferral screener hub", "AttachReferral manager hub",
    "LinkCases screener hub", "LinkCases manager hub",
    "Correct screener hub", "Correct manager hub",
    "ResolveFinding screener hub", "ResolveFinding manager hub",
    "DecideThreshold manager hub", "Close manager hub", "Reopen manager hub",
    "RequestInformation screener hub", "RequestInformation manager hub",
    "RespondToRequest singlePointOfContact any", "ListInformationRequests singlePointOfContact any",
    "FindPeople screener hub", "FindPeople manager hub",
    "ListCases screener hub", "ListCases manager hub", "ListCases leadPractitioner socialCare",
    "ListCases teamManager socialCare",
    "WatchCases screener hub", "WatchCases manager hub", "WatchCases leadPractitioner socialCare",
    "WatchCases teamManager socialCare",
    "GetTimeline screener hub", "GetTimeline manager hub", "GetTimeline leadPractitioner any",
    "GetTimeline teamManager any", "GetTimeline singlePointOfContact any", "GetTimeline conferenceChair any",
    "GetTimeline policeSupervisor any",
    "GetCase screener hub", "GetCase manager hub", "GetCase leadPractitioner any", "GetCase teamManager any",
    "GetCase singlePointOfContact any", "GetCase conferenceChair any", "GetCase policeSupervisor any",
    "GrantAccess manager hub", "EndAccess manager hub", "ReviewBreakGlass manager hub",
    "BreakGlass screener hub", "BreakGlass manager hub", "BreakGlass leadPractitioner any",
    "BreakGlass teamManager any", "BreakGlass singlePointOfContact any", "BreakGlass conferenceChair any",
    "BreakGlass policeSupervisor any",
    "RecordSharingDecision screener hub", "RecordSharingDecision manager hub",
    "RecordSharingDecision singlePointOfContact any", "RecordSharingDecision teamManager any",
    "RecordSharingDecision policeSupervisor any", "ListSharingDecisions dataProtectionOfficer any",
    "SealCase manager hub", "SealCategories manager hub", "SealCategories singlePointOfContact any",
    "SealCategories teamManager any", "SealCategories policeSupervisor any", "ContributeSealed manager hub",
    "ContributeSealed singlePointOfContact any", "ContributeSealed teamManager any",
    "ContributeSealed policeSupervisor any", "ReleaseSeal manager hub", "ReleaseSeal singlePointOfContact any",
    "ReleaseSeal teamManager any", "ReleaseSeal policeSupervisor any",
    "GetHead operator hub", "GetHead dataProtectionOfficer hub",
    "ListEntries operator hub", "ListEntries dataProtectionOfficer hub",
  ]

  private func actor(_ agencyID: AgencyID, _ role: Role) throws -> Actor {
    var context = Samples.queryContext
    context.role = role
    return try Actor(validating: context, agencyID: agencyID)
  }

  private func isAllowed(_ method: String, _ role: Role, _ agencies: String) -> Bool {
    let name = method.split(separator: "/").last ?? ""
    return ["ListAgencies", "ListCodes", "ListRules", "ListAgreements", "GetAgreement"].contains(name)
      || Self.allowed.contains("\(name) \(role) \(agencies)")
      || Self.allowed.contains("\(name) \(role) any")
  }

  private func reason(_ actor: Actor, _ method: String, kind: AgencyKind?) -> String? {
    do throws(Rejection) {
      try actor.authorise(method, agencyKind: kind)
      return nil
    } catch {
      #expect(error.code == .permissionDenied)
      return error.reason
    }
  }

  @Test(arguments: methods)
  func everyCellIsAsWritten(method: String) throws {
    for role in Role.known {
      let hub = try actor(.hub, role)
      #expect(
        reason(hub, method, kind: nil) == (isAllowed(method, role, "hub") ? nil : "NOT_PERMITTED"), "hub \(role)")
      let other = try actor(Samples.police, role)
      for kind in Self.kinds {
        // A registered agency of the kind "hub" is a neighbour, and has no right of the hub itself.
        let agencies = kind == .hub ? "neighbour" : "\(kind)"
        #expect(
          reason(other, method, kind: kind) == (isAllowed(method, role, agencies) ? nil : "NOT_PERMITTED"),
          "\(kind) \(role)")
      }
    }
  }

  @Test(arguments: methods)
  func anAgencyThatIsNotRegisteredMayDoNothing(method: String) throws {
    for role in Role.known {
      #expect(reason(try actor(Samples.police, role), method, kind: nil) == "AGENCY_UNKNOWN")
    }
  }

  /// What an agency must have to do with a case or an agreement, written a second time and by hand.
  @Test func onlyThoseConcernedSeeWhatConcernsThem() {
    let reading: Set<Role> = [
      .singlePointOfContact, .leadPractitioner, .teamManager, .conferenceChair, .policeSupervisor,
    ]
    let sealing: Set<Role> = [.singlePointOfContact, .teamManager, .policeSupervisor]
    let officer: Set<Role> = [.dataProtectionOfficer]
    #expect(
      roles(.asked) == [
        "RespondToRequest": [.singlePointOfContact], "ListInformationRequests": [.singlePointOfContact],
      ])
    #expect(
      roles(.given) == [
        "GetCase": reading, "GetTimeline": reading, "SealCategories": sealing, "ContributeSealed": sealing,
        "RecordSharingDecision": sealing,
      ])
    #expect(roles(.sealing) == ["ReleaseSeal": sealing.union([.manager])])
    #expect(roles(.referring) == ["ListReferrals": [.referrer, .singlePointOfContact]])
    #expect(
      roles(.party) == [
        "SignAgreement": officer, "ListAgreements": Set(Role.known), "GetAgreement": Set(Role.known),
      ])
    #expect(
      roles(.itself) == [
        "RegisterStaff": officer, "ChangeStaffRoles": officer, "EndStaff": officer, "ListStaff": officer,
      ])
  }

  private func roles(_ relationship: Permission.Relationship) -> [String: Set<Role>] {
    Permission.table.filter { $0.relationship == relationship }
      .reduce(into: [:]) { $0[String($1.method.split(separator: "/").last ?? ""), default: []].insert($1.role) }
  }

  /// Each is needed: none could be taken out without changing what is allowed.
  @Test func noPermissionIsGivenTwice() {
    #expect(Set(Permission.table).count == Permission.table.count)
  }

  /// About whose register a data-protection officer may speak: their own agency's, also the hub's.
  @Test(arguments: ["RegisterStaff", "ChangeStaffRoles", "EndStaff", "ListStaff"])
  func anAgencyKeepsItsOwnRegister(name: String) throws {
    let method = "/cairn.v1.StaffService/\(name)"
    for (acting, kind) in [(Samples.police, AgencyKind.police), (.hub, .hub)] {
      let officer = try actor(acting, .dataProtectionOfficer)
      try officer.authorise(method, concerning: acting, agencyKind: kind)
      for other in [try #require(AgencyID("health")), acting == .hub ? Samples.police : .hub] {
        let rejection = try rejectionOf { () throws(Rejection) in
          try officer.authorise(method, concerning: other, agencyKind: kind)
        }
        #expect(rejection.reason == "NOT_PERMITTED")
      }
    }
    let hubOperator = try actor(.hub, .operator)
    try hubOperator.authorise(method, concerning: Samples.police, agencyKind: nil)
    let policeOperator = try actor(Samples.police, .operator)
    #expect(throws: Rejection.self) {
      try policeOperator.authorise(method, concerning: Samples.police, agencyKind: .police)
    }
  }

  @Test func theClocksAreNoRoleOfAnybody() throws {
    var context = Samples.queryContext
    context.role = .clock
    #expect(
      try faults { () throws(Rejection) in try Actor(validating: context, agencyID: .hub) } == [
        "context.role UNKNOWN_ROLE C-005"
      ])
    #expect(Permission.table.allSatisfy { $0.role != .clock })
  }

  @Test func theTableNamesNoCellTwice() {
    #expect(Set(Permission.table).count == Permission.table.count)
  }
}
