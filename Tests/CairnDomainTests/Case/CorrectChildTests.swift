import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct CorrectChildTests {
  private func findings(
    now: Int64 = Samples.nowMicroseconds, given events: [DomainEvent] = [CaseEvents.opened],
    _ change: @escaping @Sendable (inout CorrectRequest) -> Void
  ) throws -> [String] {
    let state = CaseDecider.fold(.notOpened, events)
    let event = try Decisions.correct(now: now, change)(state).first?.events.first?.event
    guard case .childCorrected(let corrected) = event else { throw NotRejected() }
    return corrected.findings.map { "\($0.rule) \($0.field)" }
  }

  @Test func aCorrectionIsRecordedWithItsReason() throws {
    let corrected = ChildCorrected(
      child: Samples.child, reason: "The passport was seen.", occurredAt: Samples.occurredAt)
    try Given(CaseDecider.self, CaseEvents.opened).when(Decisions.correct())
      .then([(Samples.caseID, [.childCorrected(corrected)])])
  }

  @Test func whatIsWrongInItIsRecordedAllTheSame() throws {
    #expect(
      try findings {
        $0.child?.sex = "f"
        $0.child?.disabilities = ["LD", "LD"]
        $0.child?.identifiers[0].value = "9434765871"
      } == ["4180 child.sex", "8794 child.disabilities[1]", "C-112 child.identifiers[0].value"])
  }

  /// A year and a half after the referral.
  private static let later: Int64 = Samples.nowMicroseconds + 547 * Clock.day

  private func later(_ birth: String, expected: String = "") throws -> [String] {
    try findings(now: Self.later) {
      $0.context?.occurredAt = "2028-05-01T12:00:00Z"
      $0.child?.dateOfBirth = birth
      $0.child?.expectedDateOfDelivery = expected
    }
  }

  @Test func rule_C_104_theChildsAgeIsThatOnTheDayOfTheReferral() throws {
    #expect(try later("2008-11-24") == [])
    #expect(try later("2008-11-23") == ["C-104 child.date_of_birth"])
  }

  @Test func rule_8606_thePregnancyIsCountedFromTheReferral() throws {
    #expect(try later("2027-08-30") == [])
    #expect(try later("2027-08-31") == ["8606 child.date_of_birth"])
  }

  @Test func rule_C_103_aChildMayBeBornAfterTheReferralAndBeforeTheCorrection() throws {
    #expect(try later("2027-03-01") == [])
    #expect(try later("2028-05-02") == ["C-103 child.date_of_birth", "8606 child.date_of_birth"])
  }

  @Test func findingsAboutTheChildAreReplacedAndThoseOfStatementsStay() throws {
    let findings = [
      Finding(rule: "4220", field: "children[0].ethnicity"), Finding(rule: "C-132", field: "statements[0].text"),
    ]
    let answer = InformationProvided(
      requestID: "r", findings: [Finding(rule: "C-137", field: "information.statements[0].source")])
    let corrected = ChildCorrected(findings: [Finding(rule: "4180", field: "child.sex")])
    let events: [DomainEvent] = [
      CaseEvents.opened(by: 1, person: 200, findings: findings), CaseEvents.asked(), .informationProvided(answer),
      .childCorrected(corrected), .childCorrected(corrected),
    ]
    let expected = [
      "C-132 statements[0].text", "C-137 requests[r].information.statements[0].source", "4180 child.sex",
    ]
    let state = CaseDecider.fold(.notOpened, events)
    #expect(state.opened?.openFindings.map { "\($0.rule) \($0.field)" } == expected)
    #expect(CaseHistory(events).document?.findings.map { "\($0.rule) \($0.field)" } == expected)
  }

  @Test func whatWasWrittenFirstStaysReadable() throws {
    let child = Child(name: PersonName(given: "Robyn"))
    let document = try #require(
      CaseHistory([CaseEvents.opened, .childCorrected(ChildCorrected(child: child, reason: "why"))]).document)
    #expect(document.child == child)
    #expect(document.corrections.map(\.was) == [Samples.child] && document.corrections.map(\.reason) == ["why"])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in try CorrectChild(validating: CorrectRequest(), from: Decisions.hub) } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "child REQUIRED C-001", "reason REQUIRED C-001",
      ])
    var request = Samples.correctRequest
    request.child?.school = String(repeating: "a", count: 201)
    request.child?.addresses = Array(repeating: Address(), count: 21)
    request.reason = String(repeating: "a", count: 20_001)
    #expect(
      try faults { () throws(Rejection) in try CorrectChild(validating: request, from: Decisions.hub) } == [
        "child.addresses TOO_MANY C-008", "child.school TOO_LONG C-007", "reason TOO_LONG C-007",
      ])
  }

  @Test func theAnswerNamesTheFindings() throws {
    let events = try Decisions.correct { $0.child?.sex = "" }(CaseEvents.state(.received)).flatMap(\.events)
    #expect(CorrectResponse(receipt: Receipt(), events: events.map(\.event)).findings.map(\.rule) == ["4180"])
  }
}
