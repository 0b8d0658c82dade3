import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct ResolveFindingTests {
  private static let ethnicity = Finding(rule: "4220", field: "children[0].ethnicity", message: "m")
  private static let sex = Finding(rule: "4180", field: "children[0].sex", message: "m")
  private static let opened = CaseEvents.opened(by: 1, person: 200, findings: [sex, ethnicity])
  private static let resolved = FindingResolved(
    rule: "4220", field: "children[0].ethnicity", reason: "The family prefers not to say.",
    occurredAt: Samples.occurredAt)

  @Test func aFindingOfTheChildIsAnswered() throws {
    try Given(CaseDecider.self, Self.opened).when(Decisions.resolve())
      .then([(Samples.caseID, [.findingResolved(Self.resolved)])])
  }

  @Test func itIsAnsweredOnceAndTheOthersStayOpen() {
    let given = Given(CaseDecider.self, Self.opened, .findingResolved(Self.resolved))
    given.when(Decisions.resolve()).thenRejected(.notFound, "FINDING_UNKNOWN")
    #expect(given.state.opened?.openFindings == [FindingName(Self.sex)])
    let document = CaseHistory([Self.opened, .findingResolved(Self.resolved)]).document
    #expect(document?.findings == [Self.sex])
    #expect(document?.resolvedFindings.map(\.finding) == [Self.ethnicity])
    #expect(document?.resolvedFindings.map(\.reason) == ["The family prefers not to say."])
  }

  @Test func ruleAndFieldMustBothFit() {
    Given(CaseDecider.self, Self.opened).when(Decisions.resolve { $0.rule = "4180" })
      .thenRejected(.notFound, "FINDING_UNKNOWN")
    Given(CaseDecider.self, Self.opened).when(Decisions.resolve { $0.field = "children[0].sex" })
      .thenRejected(.notFound, "FINDING_UNKNOWN")
  }

  /// Two agencies forget the same thing: each answer's finding is its own.
  @Test func aFindingOfAnAnswerIsAnsweredByItself() throws {
    let other = Samples.identifier(501)
    let finding = Finding(rule: "C-137", field: "information.statements[0].source", message: "m")
    func provided(_ id: Identifier128) -> DomainEvent {
      .informationProvided(InformationProvided(requestID: id.description, findings: [finding]))
    }
    let events = [
      CaseEvents.opened, CaseEvents.asked(), CaseEvents.asked(other), provided(Samples.requestID), provided(other),
    ]
    let document = try #require(CaseHistory(events).document)
    let state = CaseDecider.fold(.notOpened, events)
    #expect(
      document.findings.map(\.field) == [
        "requests[\(Samples.requestID)].information.statements[0].source",
        "requests[\(other)].information.statements[0].source",
      ])
    let field = document.findings[1].field
    let resolve = Decisions.resolve {
      $0.rule = "C-137"
      $0.field = field
    }
    let resolved = try resolve(state).flatMap(\.events).map(\.event)
    #expect(CaseHistory(events + resolved).document?.findings == [document.findings[0]])
    #expect(CaseDecider.fold(state, resolved).opened?.openFindings == [FindingName(document.findings[0])])
  }

  @Test func aFindingOfTheReferralIsAnswered() throws {
    var request = Samples.resolveRequest
    request.caseID = ""
    request.referralID = Samples.identifier(1).description
    (request.rule, request.field) = ("C-141", "narrative")
    let command = try ResolveFinding(validating: request, from: Decisions.hub)
    #expect(command.owner == .ofReferral(Samples.identifier(1)))
    let received = DomainEvent.referralReceived(
      ReferralReceived(findings: [Finding(rule: "C-141", field: "narrative")]), reporter: nil)
    let resolved = ReferralFindingResolved(
      rule: "C-141", field: "narrative", reason: request.reason, occurredAt: Samples.occurredAt)
    func decide(_ state: ReferralDecider.State) throws(Rejection) -> [StreamDecision] {
      try ReferralDecider.decide(command, on: Samples.identifier(1), state)
    }
    try Given(ReferralDecider.self, received).when(decide)
      .then([(Samples.identifier(1), [.referralFindingResolved(resolved)])])
    Given(ReferralDecider.self, received, .referralFindingResolved(resolved)).when(decide)
      .thenRejected(.notFound, "FINDING_UNKNOWN")
    Given(ReferralDecider.self).when(decide).thenRejected(.notFound, "REFERRAL_UNKNOWN")
  }

  @Test func rule_C_022_aFindingIsOfACaseOrOfAReferral() throws {
    var request = Samples.resolveRequest
    request.referralID = Samples.identifier(1).description
    #expect(
      try faults { () throws(Rejection) in try ResolveFinding(validating: request, from: Decisions.hub) } == [
        "referral_id TWO_OWNERS C-022"
      ])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try ResolveFinding(validating: ResolveFindingRequest(), from: Decisions.hub)
      } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "rule REQUIRED C-001", "field REQUIRED C-001",
        "reason REQUIRED C-001",
      ])
    let request = ResolveFindingRequest(
      context: Samples.context, referralID: "x", rule: String(repeating: "a", count: 201),
      field: String(repeating: "a", count: 201), reason: String(repeating: "a", count: 20_001))
    #expect(
      try faults { () throws(Rejection) in try ResolveFinding(validating: request, from: Decisions.hub) } == [
        "referral_id MALFORMED_ID C-002", "rule TOO_LONG C-007", "field TOO_LONG C-007", "reason TOO_LONG C-007",
      ])
  }
}
