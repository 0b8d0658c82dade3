import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct AttachReferralTests {
  private static let fresh = CaseEvents.opened(by: 3, person: 400)

  private func joined(_ events: DomainEvent...) -> CaseDecider.State {
    CaseDecider.fold(.notOpened, [Self.fresh] + events)
  }

  @Test func bothStreamsTellOfIt() throws {
    let attached = ReferralAttached(
      joinedCaseID: Samples.otherCaseID.description, referralID: Samples.identifier(3).description,
      reason: "One NHS number.", occurredAt: Samples.occurredAt)
    let ended = CaseJoined(
      intoCaseID: Samples.caseID.description, reason: "One NHS number.", occurredAt: Samples.occurredAt)
    let outcome = Given(CaseDecider.self, CaseEvents.opened).when(Decisions.attach(joining: joined()))
    try outcome.then([
      (Samples.caseID, [.referralAttached(attached)]), (Samples.otherCaseID, [.caseJoined(ended)]),
    ])
    // Each is sealed under the key of its own case.
    #expect(
      try outcome.result.get().flatMap(\.events).flatMap(\.parts).map(\.scope) == [
        DataKeyScope(subject: Samples.identifier(200), caseID: Samples.caseID),
        DataKeyScope(subject: Samples.identifier(400), caseID: Samples.otherCaseID),
      ])
  }

  @Test func aRatedCaseIsJoinedToo() throws {
    #expect(throws: Never.self) {
      try Decisions.attach(joining: joined(CaseEvents.rated))(CaseEvents.state(.accepted))
    }
  }

  @Test func rule_C_205_onlyANewCaseIsJoined() {
    let worked: [CaseDecider.State] = [
      joined(CaseEvents.decided(.earlyHelp)), joined(CaseEvents.decided(.noFurtherAction)),
      joined(CaseEvents.decided(.signposted), CaseEvents.closed), joined(CaseEvents.joined),
      joined(CaseEvents.asked()), joined(CaseEvents.asked(), CaseEvents.nilReturned()), joined(CaseEvents.attached),
      joined(CaseEvents.decided(.noFurtherAction), CaseEvents.reopened),
    ]
    for state in worked {
      Given(CaseDecider.self, CaseEvents.opened).when(Decisions.attach(joining: state))
        .thenRejected(.preconditionFailed, "CASE_WORKED_ON")
    }
  }

  @Test func rule_C_206_siblingsAreNotJoined() {
    let sibling = CaseDecider.fold(.notOpened, [CaseEvents.opened(by: 1, person: 201)])
    Given(CaseDecider.self, CaseEvents.opened).when(Decisions.attach(joining: sibling))
      .thenRejected(.preconditionFailed, "SAME_REFERRAL")
  }

  @Test func rule_C_201_nothingIsDoneOnAJoinedCase() {
    Given(CaseDecider.self, CaseEvents.opened, CaseEvents.joined).when(Decisions.attach(joining: joined()))
      .thenRejected(.preconditionFailed, "CASE_JOINED")
  }

  @Test func bothCasesMustBeThere() {
    Given(CaseDecider.self, CaseEvents.opened).when(Decisions.attach(joining: .notOpened))
      .thenRejected(.notFound, "CASE_UNKNOWN")
  }

  @Test func rule_C_016_aCaseIsNotJoinedToItself() throws {
    var request = Samples.attachRequest
    request.joinedCaseID = request.caseID
    #expect(
      try faults { () throws(Rejection) in try AttachReferral(validating: request, from: Decisions.hub) } == [
        "joined_case_id SAME_CASE C-016"
      ])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in
        try AttachReferral(validating: AttachReferralRequest(joinedCaseID: "x"), from: Decisions.hub)
      } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "joined_case_id MALFORMED_ID C-002",
        "reason REQUIRED C-001",
      ])
    var request = Samples.attachRequest
    request.reason = String(repeating: "a", count: 20_001)
    #expect(
      try faults { () throws(Rejection) in try AttachReferral(validating: request, from: Decisions.hub) } == [
        "reason TOO_LONG C-007"
      ])
  }
}
