import CairnMessages
import Identifiers

@testable import CairnDomain

/// A good request for each command on a case or a referral.
extension Samples {
  /// The case that the commands are about, of referral 1.
  static let caseID = identifier(100)
  /// A case of another referral.
  static let otherCaseID = identifier(300)
  static let requestID = identifier(500)

  static var staffRequest: RegisterStaffRequest {
    RegisterStaffRequest(
      context: context, agencyID: "met",
      member: StaffMember(
        personID: identifier(700).description, roles: [.referrer, .policeSupervisor], fromDay: "2026-11-01",
        untilDay: "2027-03-31"))
  }

  static var rolesRequest: ChangeStaffRolesRequest {
    ChangeStaffRolesRequest(
      context: context, agencyID: "met", personID: identifier(700).description, roles: [.singlePointOfContact])
  }

  static var endStaffRequest: EndStaffRequest {
    EndStaffRequest(context: context, agencyID: "met", personID: identifier(700).description)
  }

  /// Of the grant that `CaseEvents.granted` and `CaseEvents.glassBroken` give.
  static let grantID = identifier(800)
  static let sealID = identifier(801)
  static let sealStreamID = identifier(802)

  static var grantRequest: GrantAccessRequest {
    GrantAccessRequest(
      context: context, caseID: caseID.description, agencyID: "met", personID: identifier(700).description,
      level: .specific, categories: ["health-summary", "education"], beginAtUs: nowMicroseconds,
      endAtUs: nowMicroseconds + Clock.hour, reason: "Asked to assess.")
  }

  static var endAccessRequest: EndAccessRequest {
    EndAccessRequest(
      context: context, caseID: caseID.description, grantID: grantID.description, reason: "No longer involved.")
  }

  static var breakGlassRequest: BreakGlassRequest {
    BreakGlassRequest(context: context, caseID: caseID.description, reason: "Found alone at night.", isEmergency: true)
  }

  static var reviewGlassRequest: ReviewBreakGlassRequest {
    ReviewBreakGlassRequest(
      context: context, caseID: caseID.description, grantID: grantID.description, finding: .justified,
      note: "No other way.")
  }

  static var acknowledgeRequest: AcknowledgeReferrerRequest {
    AcknowledgeReferrerRequest(context: context, referralID: identifier(1).description, message: "We have it.")
  }

  static var attachRequest: AttachReferralRequest {
    AttachReferralRequest(
      context: context, caseID: caseID.description, joinedCaseID: otherCaseID.description, reason: "One NHS number.")
  }

  static var linkRequest: LinkCasesRequest {
    LinkCasesRequest(
      context: context, caseID: caseID.description, otherCaseID: otherCaseID.description, relation: .sibling,
      reason: "One mother.")
  }

  static var informationRequest: RequestInformationRequest {
    RequestInformationRequest(
      context: context, caseID: caseID.description, agencyIDs: ["health", "met"], information: "Any injuries.",
      reason: "Bruising was seen.")
  }

  static var nilReturnRequest: RespondToRequestRequest {
    RespondToRequestRequest(
      context: context, caseID: caseID.description, requestID: requestID.description,
      nilReturn: NilReturn(note: "Not known to us."))
  }

  static func decideRequest(_ outcome: ThresholdOutcome) -> DecideThresholdRequest {
    DecideThresholdRequest(
      context: context, caseID: caseID.description, outcome: outcome, grounds: "What the agencies told.",
      advice: "Call again if it happens again.", signpostedTo: "The children's centre.",
      told: [Told(party: .referrer), Told(party: .agency, who: "health")])
  }

  static var correctRequest: CorrectRequest {
    CorrectRequest(context: context, caseID: caseID.description, child: child, reason: "The passport was seen.")
  }

  static var resolveRequest: ResolveFindingRequest {
    ResolveFindingRequest(
      context: context, caseID: caseID.description, rule: "4220", field: "children[0].ethnicity",
      reason: "The family prefers not to say.")
  }

  static var closeRequest: CloseRequest {
    CloseRequest(
      context: context, caseID: caseID.description, reasonCode: "RC7", closedOn: "2026-11-23", summary: "All is well.")
  }

  static var reopenRequest: ReopenRequest {
    ReopenRequest(context: context, caseID: caseID.description, reason: "It happened again.")
  }
}
