import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct CloseCaseTests {
  private func faultsOf(_ spoil: (inout CloseRequest) -> Void) throws -> [String] {
    var request = Samples.closeRequest
    spoil(&request)
    return try faults { () throws(Rejection) in try CloseCase(validating: request, from: Decisions.hub) }
  }

  @Test(arguments: [ThresholdOutcome.signposted, .earlyHelp])
  func aDecidedCaseIsClosed(outcome: ThresholdOutcome) throws {
    let closed = CaseClosed(
      reasonCode: "RC7", closedOn: "2026-11-23", summary: "All is well.", occurredAt: Samples.occurredAt)
    try Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(outcome)).when(Decisions.close())
      .then([(Samples.caseID, [.caseClosed(closed)])])
  }

  @Test func rule_8805_aClosedCaseHasAReason() throws {
    #expect(try faultsOf { $0.reasonCode = " " } == ["reason_code REQUIRED 8805"])
  }

  @Test func rule_8810_aReasonComesWithADay() throws {
    #expect(try faultsOf { $0.closedOn = "" } == ["closed_on REQUIRED 8810"])
  }

  @Test(arguments: ["RC0", "rc7", "RC10"])
  func rule_8640_theReasonIsGivenByItsCode(code: String) throws {
    #expect(try faultsOf { $0.reasonCode = code } == ["reason_code UNKNOWN_CODE 8640"])
  }

  /// RC9 is a code since the first of April 2022.
  @Test(arguments: [("2022-03-31T12:00:00Z", false), ("2022-04-01T12:00:00Z", true)])
  func rule_8640_theCodeIsInForceToday(now: String, isGood: Bool) throws {
    var request = Samples.closeRequest
    request.reasonCode = "RC9"
    request.closedOn = "2022-03-31"
    request.context?.occurredAt = now
    let caller = Caller(agencyID: .hub, nowMicroseconds: try #require(Timestamp(now)).microseconds)
    let rejection = try? rejectionOf { () throws(Rejection) in try CloseCase(validating: request, from: caller) }
    #expect((rejection?.faults.map(\.rule) ?? []) == (isGood ? [] : ["8640"]))
  }

  @Test func rule_C_025_theDayCanBeRead() throws {
    #expect(try faultsOf { $0.closedOn = "23/11/2026" } == ["closed_on MALFORMED_DATE C-025"])
    #expect(try faultsOf { $0.closedOn = "2026-02-29" } == ["closed_on MALFORMED_DATE C-025"])
  }

  @Test func rule_C_026_theDayHasCome() throws {
    #expect(try faultsOf { $0.closedOn = "2026-11-24" } == ["closed_on IN_FUTURE C-026"])
  }

  @Test func rule_8630_aCaseIsNotClosedBeforeItsReferral() {
    let given = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.earlyHelp))
    given.when(Decisions.close { $0.closedOn = "2026-11-22" })
      .thenRejected(.preconditionFailed, "CLOSED_BEFORE_REFERRAL")
  }

  @Test func rule_8630_aReopenedCaseIsNotClosedBeforeItsReopening() throws {
    let reopened = CaseEvents.reopened(at: "2026-11-22T23:59:59-01:00")
    let given = Given(
      CaseDecider.self, CaseEvents.opened(by: 1, person: 200, at: "2026-11-01T12:00:00Z"),
      CaseEvents.decided(.earlyHelp), CaseEvents.closed,
      reopened, CaseEvents.decided(.earlyHelp))
    // The clocks of London showed the 23rd.
    given.when(Decisions.close { $0.closedOn = "2026-11-22" })
      .thenRejected(.preconditionFailed, "CLOSED_BEFORE_REFERRAL")
    #expect(throws: Never.self) { try Decisions.close()(given.state) }
  }

  @Test func rule_8867_anAcceptedCaseIsNotClosedBeforeItsAssessment() {
    Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.accepted)).when(Decisions.close())
      .thenRejected(.preconditionFailed, "ASSESSMENT_OWED")
  }

  @Test(arguments: [[CaseEvents.opened], [CaseEvents.opened, CaseEvents.rated]])
  func rule_C_202_aCaseIsDecidedBeforeItIsClosed(events: [DomainEvent]) throws {
    let state = CaseDecider.fold(.notOpened, events)
    #expect(try rejectionOf { () throws(Rejection) in try Decisions.close()(state) }.reason == "DECISION_OWED")
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in try CloseCase(validating: CloseRequest(), from: Decisions.hub) } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "reason_code REQUIRED 8805", "closed_on REQUIRED 8810",
      ])
    #expect(try faultsOf { $0.summary = String(repeating: "a", count: 20_001) } == ["summary TOO_LONG C-007"])
  }
}
