import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct LinkCasesTests {
  private static let other = CaseEvents.opened(by: 3, person: 400)

  private func others(_ events: DomainEvent...) -> CaseDecider.State {
    CaseDecider.fold(.notOpened, [Self.other] + events)
  }

  @Test(arguments: [CaseRelation.sibling, .household])
  func bothStreamsTellOfIt(relation: CaseRelation) throws {
    func linked(_ other: String) -> DomainEvent {
      .caseLinked(
        CaseLinked(otherCaseID: other, relation: relation, reason: "One mother.", occurredAt: Samples.occurredAt))
    }
    let outcome = Given(CaseDecider.self, CaseEvents.opened).when(
      Decisions.link(with: others()) {
        $0.relation = relation
      })
    try outcome.then([
      (Samples.caseID, [linked(Samples.otherCaseID.description)]),
      (Samples.otherCaseID, [linked(Samples.caseID.description)]),
    ])
  }

  @Test func rule_C_207_casesAreLinkedOnce() throws {
    let given = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.linked(.sibling))
    given.when(Decisions.link(with: others())).thenRejected(.preconditionFailed, "ALREADY_LINKED")
    // Half-siblings may live together: that is another relation.
    #expect(throws: Never.self) {
      try Decisions.link(with: others()) { $0.relation = .household }(given.state)
    }
  }

  @Test func rule_C_208_aCaseHasALimitOfLinks() throws {
    func linked(_ count: UInt64, _ first: DomainEvent) -> CaseDecider.State {
      CaseDecider.fold(
        .notOpened,
        [first] + (0..<count).map { CaseEvents.linked(.sibling, to: Samples.identifier(1_000 + $0)) })
    }
    let full = UInt64(Limits.linksMax)
    #expect(throws: Never.self) {
      try Decisions.link(with: linked(full - 1, Self.other))(linked(full - 1, CaseEvents.opened))
    }
    for (here, there) in [(full, 0), (0, full)] {
      let rejection = try rejectionOf { () throws(Rejection) in
        try Decisions.link(with: linked(there, Self.other))(linked(here, CaseEvents.opened))
      }
      #expect(rejection.reason == "TOO_MANY" && rejection.message.contains("C-208"))
    }
  }

  @Test func rule_8831_theOtherCaseMustBeOpenToo() {
    Given(CaseDecider.self, CaseEvents.opened).when(Decisions.link(with: others(CaseEvents.decided(.noFurtherAction))))
      .thenRejected(.preconditionFailed, "NO_FURTHER_ACTION")
  }

  @Test func rule_C_016_aCaseIsNotLinkedToItself() throws {
    var request = Samples.linkRequest
    request.otherCaseID = request.caseID
    #expect(
      try faults { () throws(Rejection) in try LinkCases(validating: request, from: Decisions.hub) } == [
        "other_case_id SAME_CASE C-016"
      ])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in try LinkCases(validating: LinkCasesRequest(), from: Decisions.hub) } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "other_case_id REQUIRED C-001", "relation REQUIRED C-001",
        "reason REQUIRED C-001",
      ])
    var request = Samples.linkRequest
    request.relation = .unrecognized(9)
    request.reason = String(repeating: "a", count: 20_001)
    #expect(
      try faults { () throws(Rejection) in try LinkCases(validating: request, from: Decisions.hub) } == [
        "relation UNKNOWN_CODE C-014", "reason TOO_LONG C-007",
      ])
  }
}
