import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct DecideThresholdTests {
  private func faultsOf(_ spoil: (inout DecideThresholdRequest) -> Void) throws -> [String] {
    var request = Samples.decideRequest(.accepted)
    spoil(&request)
    return try faults { () throws(Rejection) in try DecideThreshold(validating: request, from: Decisions.hub) }
  }

  @Test(arguments: [ThresholdOutcome.noFurtherAction, .signposted, .earlyHelp, .accepted])
  func aDecisionIsRecordedWithItsGroundsAndWhoTookIt(outcome: ThresholdOutcome) throws {
    let request = Samples.decideRequest(outcome)
    let decided = ThresholdDecided(
      outcome: outcome, grounds: request.grounds, advice: request.advice, signpostedTo: request.signpostedTo,
      told: request.told, decidedBy: Samples.personID, occurredAt: Samples.occurredAt)
    try Given(CaseDecider.self, CaseEvents.opened).when(Decisions.threshold(outcome))
      .then([(Samples.caseID, [.thresholdDecided(decided)])])
  }

  @Test func theLastDecisionStands() {
    let state = CaseDecider.fold(
      .notOpened, [CaseEvents.opened, CaseEvents.decided(.signposted), CaseEvents.decided(.accepted)])
    #expect(state.opened?.status == .accepted)
  }

  @Test func rule_C_204_anAcceptedCaseIsNotDecidedAgain() {
    Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.accepted))
      .when(Decisions.threshold(.noFurtherAction)).thenRejected(.preconditionFailed, "CASE_ACCEPTED")
  }

  @Test(arguments: ["", " \u{200B}"])
  func rule_C_023_withNoFurtherActionTheReferrerIsAdvised(advice: String) throws {
    #expect(
      try faultsOf {
        $0.outcome = .noFurtherAction
        $0.advice = advice
      } == ["advice ADVICE_MISSING C-023"])
    #expect(
      try faultsOf {
        $0.advice = advice; $0.grounds = ""
      } == ["grounds REQUIRED C-001"])
  }

  @Test(arguments: ["", "\t"])
  func rule_C_024_signpostingSaysToWhom(signpostedTo: String) throws {
    #expect(
      try faultsOf {
        $0.outcome = .signposted
        $0.signpostedTo = signpostedTo
      } == ["signposted_to SIGNPOST_MISSING C-024"])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let long = String(repeating: "a", count: 20_001)
    #expect(
      try faults { () throws(Rejection) in
        try DecideThreshold(validating: DecideThresholdRequest(), from: Decisions.hub)
      } == ["context REQUIRED C-001", "case_id REQUIRED C-001", "outcome REQUIRED C-001", "grounds REQUIRED C-001"])
    #expect(
      try faultsOf {
        $0.outcome = .unrecognized(9)
        ($0.grounds, $0.advice, $0.signpostedTo) = (long, long, long)
        $0.told = [Told(), Told(party: .unrecognized(9), who: String(repeating: "a", count: 201))]
      } == [
        "outcome UNKNOWN_CODE C-014", "grounds TOO_LONG C-007", "advice TOO_LONG C-007",
        "signposted_to TOO_LONG C-007", "told[0].party REQUIRED C-001", "told[1].party UNKNOWN_CODE C-014",
        "told[1].who TOO_LONG C-007",
      ])
    #expect(
      try faultsOf { $0.told = Array(repeating: Told(party: .family), count: 21) } == ["told TOO_MANY C-008"])
  }
}
