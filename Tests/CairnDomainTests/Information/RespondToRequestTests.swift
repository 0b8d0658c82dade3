import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct RespondToRequestTests {
  private static let given = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.asked())
  private static let statement = Samples.statement("Seen in clinic.", observedAt: Samples.occurredAt, about: [])

  private func faultsOf(_ spoil: (inout RespondToRequestRequest) -> Void) throws -> [String] {
    var request = Samples.nilReturnRequest
    spoil(&request)
    return try faults { () throws(Rejection) in
      try RespondToRequest(validating: request, from: Samples.caller())
    }
  }

  @Test func anAgencyTellsWhatItHolds() throws {
    let provided = InformationProvided(
      requestID: Samples.requestID.description, statements: [Self.statement],
      findings: [
        Finding(
          rule: "C-135", field: "information.statements[0].recorded_at", message: Rule.recordedAfterObserved.message)
      ], occurredAt: Samples.occurredAt)
    let outcome = Self.given.when(
      Decisions.respond {
        $0.nilReturn = nil
        $0.information = ProvidedInformation(statements: [Self.statement])
      })
    try outcome.then([(Samples.caseID, [.informationProvided(provided)])])
    let events = try outcome.result.get().flatMap(\.events).map(\.event)
    #expect(RespondToRequestResponse(receipt: Receipt(), events: events).findings == provided.findings)
  }

  @Test func anAgencyHoldsNothing() throws {
    let returned = NilReturned(
      requestID: Samples.requestID.description, note: "Not known to us.", occurredAt: Samples.occurredAt)
    try Self.given.when(Decisions.respond()).then([(Samples.caseID, [.nilReturned(returned)])])
  }

  @Test func anAgencyDeclinesWithAReason() throws {
    let declined = RequestDeclined(
      requestID: Samples.requestID.description, reasonCode: "LEGALLY_PRIVILEGED", reason: "Counsel's advice.",
      occurredAt: Samples.occurredAt)
    try Self.given.when(
      Decisions.respond {
        $0.nilReturn = nil
        $0.declined = Declined(reasonCode: "LEGALLY_PRIVILEGED", reason: "Counsel's advice.")
      }
    ).then([(Samples.caseID, [.requestDeclined(declined)])])
  }

  @Test func rule_C_020_aRequestGetsExactlyOneAnswer() throws {
    #expect(try faultsOf { $0.nilReturn = nil } == ["information ONE_ANSWER C-020"])
    #expect(
      try faultsOf { $0.information = ProvidedInformation(statements: [Self.statement]) } == [
        "information ONE_ANSWER C-020"
      ])
  }

  @Test func rule_C_021_anAgencySpeaksOfTheChildItWasAskedAbout() throws {
    #expect(
      try faultsOf {
        $0.nilReturn = nil
        $0.information = ProvidedInformation(statements: [Samples.statement("x", observedAt: "", about: [0])])
      } == ["information.statements[0].about_children OTHER_CHILD C-021"])
  }

  @Test func rule_C_210_aRequestIsAnsweredOnce() {
    for event: DomainEvent in [
      CaseEvents.nilReturned(),
      .requestDeclined(RequestDeclined(requestID: Samples.requestID.description)),
      .informationProvided(InformationProvided(requestID: Samples.requestID.description)),
    ] {
      Given(CaseDecider.self, CaseEvents.opened, CaseEvents.asked(), event).when(Decisions.respond())
        .thenRejected(.preconditionFailed, "REQUEST_ANSWERED")
    }
  }

  @Test(arguments: [
    [CaseEvents.decided(.noFurtherAction)], [CaseEvents.decided(.earlyHelp), CaseEvents.closed],
  ])
  func rule_C_212_aRequestThatLapsedIsNotAnsweredLater(ending: [DomainEvent]) throws {
    let state = CaseDecider.fold(
      .notOpened, [CaseEvents.opened, CaseEvents.asked()] + ending + [CaseEvents.reopened])
    let rejection = try rejectionOf { () throws(Rejection) in try Decisions.respond()(state) }
    #expect(rejection.reason == "REQUEST_LAPSED" && rejection.code == .preconditionFailed)
  }

  @Test func aRequestOfAnotherAgencyAndOneThatIsNotThereLookAlike() throws {
    let health = try #require(AgencyID("health"))
    let reasons = [
      try rejectionOf { () throws(Rejection) in
        try Decisions.respond(as: health)(Self.given.state)
      },
      try rejectionOf { () throws(Rejection) in
        try Decisions.respond { $0.requestID = Samples.identifier(7).description }(Self.given.state)
      },
      try rejectionOf { () throws(Rejection) in try Decisions.respond()(.notOpened) },
      // Also of a case that has ended: its state is none of theirs.
      try rejectionOf { () throws(Rejection) in try Decisions.respond()(CaseEvents.state(.closed)) },
    ]
    #expect(Set(reasons).count == 1 && reasons[0].reason == "REQUEST_UNKNOWN" && reasons[0].code == .notFound)
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try RespondToRequest(validating: RespondToRequestRequest(), from: Samples.caller())
      } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "request_id REQUIRED C-001", "information ONE_ANSWER C-020",
      ])
    let long = String(repeating: "a", count: 20_001)
    #expect(
      try faultsOf {
        $0.information = ProvidedInformation(statements: [Statement(text: long)])
        $0.nilReturn = NilReturn(note: long)
        $0.declined = Declined(reasonCode: "NO_CONSENT", reason: long)
      } == [
        "information ONE_ANSWER C-020", "information.statements[0].text TOO_LONG C-007",
        "nil_return.note TOO_LONG C-007",
        "declined.reason_code UNKNOWN_CODE C-014", "declined.reason TOO_LONG C-007",
      ])
    #expect(
      try faultsOf {
        $0.nilReturn = nil
        $0.declined = Declined()
      } == ["declined.reason_code REQUIRED C-001", "declined.reason REQUIRED C-001"])
    #expect(
      try faultsOf {
        $0.nilReturn = nil
        $0.information = ProvidedInformation()
      } == ["information.statements REQUIRED C-001"])
    #expect(
      try faultsOf {
        $0.nilReturn = nil
        $0.information = ProvidedInformation(statements: Array(repeating: Self.statement, count: 201))
      } == ["information.statements TOO_MANY C-008"])
  }
}
