import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct RequestInformationTests {
  private func faultsOf(_ spoil: (inout RequestInformationRequest) -> Void) throws -> [String] {
    var request = Samples.informationRequest
    spoil(&request)
    return try faults { () throws(Rejection) in try RequestInformation(validating: request, from: Decisions.hub) }
  }

  private func requested(_ number: UInt64, _ agencyID: String, due: Int64) -> DomainEvent {
    .informationRequested(
      InformationRequested(
        requestID: Samples.identifier(number).description, agencyID: agencyID, information: "Any injuries.",
        reason: "Bruising was seen.", dueAtUs: due, occurredAt: Samples.occurredAt))
  }

  @Test func eachAgencyGetsARequestOfItsOwn() throws {
    let due = Samples.nowMicroseconds + 4 * Clock.hour
    try Given(CaseDecider.self, CaseEvents.opened).when(Decisions.ask())
      .then([(Samples.caseID, [requested(500, "health", due: due), requested(501, "met", due: due)])])
  }

  @Test func itIsDueByTheRatingOrAsItSays() throws {
    let given = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.rated)
    try given.when(Decisions.ask { $0.agencyIDs = ["met"] })
      .then([(Samples.caseID, [requested(500, "met", due: Samples.nowMicroseconds + Clock.day)])])
    let due = Samples.nowMicroseconds + 366 * Clock.day
    try given.when(
      Decisions.ask {
        $0.agencyIDs = ["met"]
        $0.dueAtUs = due
      }
    ).then([(Samples.caseID, [requested(500, "met", due: due)])])
  }

  @Test func rule_C_019_aRequestIsDueInTheFutureWithinAYear() throws {
    let now = Samples.nowMicroseconds
    for due in [now - 1, -1, now + 366 * Clock.day + 1] {
      // Where it is decided: what is sent again when its time is over gets its first answer.
      let ask = Decisions.ask { $0.dueAtUs = due }
      #expect(
        try faults { () throws(Rejection) in try ask(CaseEvents.state(.received)) } == ["due_at_us NOT_AHEAD C-019"])
    }
  }

  @Test func rule_C_017_anAgencyIsNamedOnce() throws {
    #expect(
      try faultsOf { $0.agencyIDs = ["met", "health", "met"] } == ["agency_ids[2] NAMED_TWICE C-017"])
  }

  @Test func rule_C_018_anAgencyThatIsAskedIsRegistered() throws {
    let state = CaseEvents.state(.received)
    #expect(
      try faults { () throws(Rejection) in try Decisions.ask(registered: [true, false])(state) } == [
        "agency_ids[1] AGENCY_NOT_REGISTERED C-018"
      ])
  }

  @Test func rule_C_209_aCaseHasALimitOfRequests() throws {
    func asked(_ count: UInt64) -> CaseDecider.State {
      CaseDecider.fold(
        .notOpened, [CaseEvents.opened] + (0..<count).map { CaseEvents.asked(Samples.identifier(1_000 + $0)) })
    }
    #expect(throws: Never.self) { try Decisions.ask()(asked(UInt64(Limits.requestsMax) - 2)) }
    let rejection = try rejectionOf { () throws(Rejection) in
      try Decisions.ask()(asked(UInt64(Limits.requestsMax) - 1))
    }
    #expect(rejection.reason == "TOO_MANY" && rejection.message.contains("C-209"))
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try RequestInformation(validating: RequestInformationRequest(), from: Decisions.hub)
      } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "agency_ids REQUIRED C-001", "information REQUIRED C-001",
        "reason REQUIRED C-001",
      ])
    let long = String(repeating: "a", count: 20_001)
    #expect(
      try faultsOf {
        $0.agencyIDs = ["Met Police"]
        ($0.information, $0.reason) = (long, long)
      } == ["agency_ids[0] MALFORMED_AGENCY_ID C-010", "information TOO_LONG C-007", "reason TOO_LONG C-007"])
    #expect(
      try faultsOf { $0.agencyIDs = (0...20).map { "agency-\($0)" } } == ["agency_ids TOO_MANY C-008"])
  }

  @Test func theAnswerNamesTheRequests() throws {
    let events = try Decisions.ask()(CaseEvents.state(.received)).flatMap(\.events).map(\.event)
    let response = RequestInformationResponse(receipt: Receipt(recordedAtUs: 5), events: events)
    #expect(response.requestIDs == [Samples.identifier(500), Samples.identifier(501)].map(\.description))
    #expect(response.receipt?.recordedAtUs == 5)
  }
}
