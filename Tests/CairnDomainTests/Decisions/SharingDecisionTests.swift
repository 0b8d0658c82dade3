import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct SharingDecisionTests {
  private var opened: CaseDecider.State { CaseDecider.fold(.notOpened, [CaseEvents.opened]) }

  private func faults(
    of decision: SharingDecision, isRegistered: Bool = true, agreement: AgreementRecord? = nil
  ) throws -> [String] {
    try CairnDomainTests.faults { () throws(Rejection) in
      try Decisions.recordSharing(
        given: CaseEvents.asked(), isRegistered: isRegistered, agreement: agreement, decision)(opened)
    }
  }

  @Test func aDecisionIsRecordedWithItsTests() throws {
    for decision in [Samples.sharingDecision, Samples.withheldDecision] {
      let decisions = try Decisions.recordSharing(given: CaseEvents.asked(), decision)(opened)
      #expect(decisions.map(\.stream) == [Samples.caseID])
      #expect(
        decisions.flatMap { $0.events.map(\.event) } == [
          .sharingDecided(
            SharingDecided(
              decisionID: Samples.identifier(810).description, decision: decision, decidedBy: Samples.personID,
              occurredAt: Samples.occurredAt))
        ])
    }
  }

  @Test func onlyWhoWasGivenTheCaseDecidesInIt() {
    let rated = CaseEvents.rated
    #expect(throws: Rejection.caseUnknown) { try Decisions.recordSharing(given: rated)(opened) }
    #expect(throws: Never.self) { try Decisions.recordSharing(given: CaseEvents.granted(.standard))(opened) }
    var toPolice = Samples.sharingDecision
    toPolice.recipientAgencyID = "met"
    #expect(throws: Never.self) { try Decisions.recordSharing(given: rated, as: .hub, toPolice)(opened) }
  }

  @Test func aRequestIsOneToWhoDecides() throws {
    var decision = Samples.withheldDecision
    decision.requestID = Samples.requestID.description
    #expect(throws: Never.self) { try Decisions.recordSharing(given: CaseEvents.asked(), decision)(opened) }
    #expect(throws: Rejection.requestUnknown) {
      try Decisions.recordSharing(given: CaseEvents.asked(of: "st-marys"), as: .hub, decision.to("met"))(opened)
    }
    decision.requestID = Samples.identifier(3).description
    #expect(throws: Rejection.requestUnknown) {
      try Decisions.recordSharing(given: CaseEvents.asked(), decision)(opened)
    }
  }

  /// Each of the tests has to be answered.
  @Test func whatEveryDecisionSaysIsAskedFor() throws {
    #expect(
      try faults(of: SharingDecision()) == [
        "decision.recipient_agency_id REQUIRED C-001", "decision.information REQUIRED C-001",
        "decision.categories REQUIRED C-001", "decision.relevance REQUIRED C-001",
        "decision.detriment_considered REQUIRED C-001", "decision.not_informed_reason REQUIRED C-001",
        "decision.outcome REQUIRED C-001",
      ])
    #expect(
      try CairnDomainTests.faults { () throws(Rejection) in
        try Decisions.recordSharing(given: CaseEvents.asked(), nil)(opened)
      } == ["decision REQUIRED C-001"])
  }

  @Test func toShareNeedsFunctionBasisGatewayAndAnAgreementOrWhyNot() throws {
    var decision = Samples.sharingDecision
    decision.functionFacilitated = " "
    decision.legalGateway = ""
    decision.article6Basis = ""
    decision.withoutAgreementReason = ""
    #expect(
      try faults(of: decision) == [
        "decision.function_facilitated REQUIRED C-001", "decision.legal_gateway REQUIRED C-001",
        "decision.article_6_basis REQUIRED C-001", "decision.without_agreement_reason REQUIRED C-001",
      ])
    decision = Samples.sharingDecision
    decision.article6Basis = "z"
    decision.consentReasonCode = "HE_SAID_NO"
    #expect(
      try faults(of: decision) == [
        "decision.article_6_basis UNKNOWN_CODE C-014", "decision.consent_reason_code UNKNOWN_CODE C-014",
      ])
  }

  @Test func toWithholdNeedsAReason() throws {
    var decision = Samples.withheldDecision
    decision.withheldReasonCode = ""
    #expect(try faults(of: decision) == ["decision.withheld_reason_code REQUIRED C-001"])
    decision.withheldReasonCode = "BECAUSE"
    #expect(try faults(of: decision) == ["decision.withheld_reason_code UNKNOWN_CODE C-014"])
  }

  @Test func rule_C_044_nobodySharesWithThemselves() throws {
    #expect(
      try faults(of: Samples.withheldDecision.to("met")) == ["decision.recipient_agency_id OWN_AGENCY C-044"])
    #expect(
      try faults(of: Samples.withheldDecision, isRegistered: false)
        == ["decision.recipient_agency_id AGENCY_NOT_REGISTERED C-018"])
  }

  @Test func rule_C_045_aDigestIsWhole() throws {
    var decision = Samples.sharingDecision
    decision.sha256 = [1, 2, 3]
    #expect(try faults(of: decision) == ["decision.sha256 NOT_A_DIGEST C-045"])
  }

  @Test func rule_C_046_reasonsAreThoseOfTheOutcome() throws {
    var decision = Samples.sharingDecision
    decision.withheldReasonCode = "NOT_RELEVANT"
    #expect(try faults(of: decision) == ["decision.withheld_reason_code OF_OTHER_OUTCOME C-046"])
    decision = Samples.withheldDecision
    decision.article6Basis = "e"
    decision.consentReasonCode = "CANNOT_GIVE"
    #expect(
      try faults(of: decision) == [
        "decision.article_6_basis OF_OTHER_OUTCOME C-046", "decision.consent_reason_code OF_OTHER_OUTCOME C-046",
      ])
  }

  @Test func rule_C_047_anAgreementIsOneBetweenThem() throws {
    let record = try #require(Samples.record([Samples.drafted()]))
    var decision = Samples.sharingDecision
    decision.withoutAgreementReason = ""
    decision.agreementID = record.versions[0].agreement.agreementID
    decision.agreementVersion = 1
    let shared = Decisions.recordSharing(given: CaseEvents.asked(), agreement: record, decision)
    #expect(throws: Never.self) { try shared(opened) }
    let unknown = ["decision.agreement_id AGREEMENT_UNKNOWN C-047"]
    #expect(try faults(of: decision) == unknown)
    #expect(try faults(of: decision.to("school"), agreement: record) == unknown)
    decision.agreementVersion = 2
    #expect(try faults(of: decision, agreement: record) == unknown)
    decision.agreementVersion = 0
    #expect(try faults(of: decision, agreement: record) == ["decision.agreement_version REQUIRED C-001"])
    decision.agreementID = "No Id!"
    decision.agreementVersion = 1
    #expect(try faults(of: decision, agreement: record) == ["decision.agreement_id MALFORMED_AGREEMENT_ID C-060"])
  }

  @Test func whoWasConsultedIsNamed() throws {
    var decision = Samples.sharingDecision
    decision.consulted = ["", String(repeating: "x", count: 300)]
    #expect(
      try faults(of: decision) == ["decision.consulted[0] REQUIRED C-001", "decision.consulted[1] TOO_LONG C-007"])
    decision.consulted = Array(repeating: "somebody", count: Limits.consultedMax + 1)
    #expect(try faults(of: decision) == ["decision.consulted TOO_MANY C-008"])
  }

  @Test func rule_C_249_aCaseHasALimitOfDecisions() {
    let events = (0..<Limits.sharingDecisionsMax).map { _ in DomainEvent.sharingDecided(SharingDecided()) }
    let full = CaseDecider.fold(opened, events)
    #expect(throws: Rejection.sequence(.sharingDecisionsInLimit)) {
      try Decisions.recordSharing(given: CaseEvents.asked())(full)
    }
  }

  @Test func anOpenRequestWhoseTimeIsOverIsSilent() {
    func silent(_ state: RequestState, dueAt: Int64, at moment: Int64) -> Bool {
      var view = CaseView(requests: [InformationRequest(state: state, clock: CaseClock(dueAtUs: dueAt))])
      view.markSilent(at: moment)
      return view.requests[0].isSilent
    }
    #expect(silent(.open, dueAt: 10, at: 11) && !silent(.open, dueAt: 10, at: 10))
    #expect(!silent(.answered, dueAt: 10, at: 11) && !silent(.lapsed, dueAt: 10, at: 11))
    #expect(!silent(.open, dueAt: 0, at: 11))
  }
}

extension SharingDecision {
  /// The same with another recipient.
  fileprivate func to(_ agencyID: String) -> SharingDecision {
    var other = self
    other.recipientAgencyID = agencyID
    return other
  }
}
