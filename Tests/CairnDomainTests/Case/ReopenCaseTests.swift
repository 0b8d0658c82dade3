import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct ReopenCaseTests {
  private static let ended: [[DomainEvent]] = [
    [CaseEvents.opened, CaseEvents.decided(.noFurtherAction)],
    [CaseEvents.opened, CaseEvents.decided(.earlyHelp), CaseEvents.closed],
  ]
  private static let reopened = CaseReopened(
    reason: "It happened again.", informationDueAtUs: Samples.nowMicroseconds + 4 * Clock.hour,
    decisionDueAtUs: Samples.endOfNextDay, occurredAt: Samples.occurredAt, clocksStartedAtUs: Samples.nowMicroseconds)
  private static let other = CaseDecider.fold(.notOpened, [CaseEvents.opened(by: 3, person: 400)])

  @Test(arguments: ended)
  func anEndedCaseBeginsAnew(events: [DomainEvent]) throws {
    let state = CaseDecider.fold(.notOpened, events)
    let decisions = try Decisions.reopen()(state)
    #expect(decisions.map(\.stream) == [Samples.caseID])
    #expect(decisions[0].events.map(\.event) == [.caseReopened(Self.reopened)])
  }

  @Test func theCaseOfTheNewReferralIsJoinedToIt() throws {
    let outcome = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.noFurtherAction))
      .when(Decisions.reopen(joining: Self.other))
    let attached = ReferralAttached(
      joinedCaseID: Samples.otherCaseID.description, referralID: Samples.identifier(3).description,
      reason: "It happened again.", occurredAt: Samples.occurredAt)
    let joined = CaseJoined(
      intoCaseID: Samples.caseID.description, reason: "It happened again.", occurredAt: Samples.occurredAt)
    try outcome.then([
      (Samples.caseID, [.caseReopened(Self.reopened), .referralAttached(attached)]),
      (Samples.otherCaseID, [.caseJoined(joined)]),
    ])
  }

  /// The new referral has waited since it came, not since somebody saw that it is of this child.
  @Test func withANewReferralTheClocksCountFromWhenThatCame() throws {
    let came = Samples.nowMicroseconds - 20 * Clock.hour
    let new = CaseDecider.fold(
      .notOpened,
      [
        .caseOpened(
          CaseOpened(
            referralID: Samples.identifier(3).description, personID: Samples.identifier(400).description,
            clocksStartedAtUs: came))
      ])
    let ended = CaseDecider.fold(.notOpened, [CaseEvents.opened, CaseEvents.decided(.noFurtherAction)])
    let events = try Decisions.reopen(joining: new)(ended)[0].events.map(\.event)
    guard case .caseReopened(let reopened) = events[0] else {
      Issue.record("not reopened")
      return
    }
    #expect(reopened.clocksStartedAtUs == came && reopened.informationDueAtUs == came + 4 * Clock.hour)
    #expect(reopened.decisionDueAtUs == ClockSettings.standard.decisionDue(afterMicroseconds: came))
  }

  @Test func aReopenedCaseIsAsNew() throws {
    let state = CaseDecider.fold(
      .notOpened,
      [CaseEvents.opened, CaseEvents.rated, CaseEvents.decided(.signposted), CaseEvents.closed, CaseEvents.reopened])
    let opened = try #require(state.opened)
    #expect(opened.status == .received && opened.rag == .unspecified)
  }

  @Test(arguments: [CaseStatus.received, .triaged, .accepted])
  func rule_8815_aChildHasOneOpenCaseAtATime(status: CaseStatus) throws {
    let state = CaseEvents.state(status)
    #expect(try rejectionOf { () throws(Rejection) in try Decisions.reopen()(state) }.reason == "EPISODE_OPEN")
  }

  @Test func rule_C_205_onlyANewCaseIsJoinedOnReopening() {
    for status in [CaseStatus.noFurtherAction, .signposted, .earlyHelp, .accepted, .closed, .joined] {
      Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.noFurtherAction))
        .when(Decisions.reopen(joining: CaseEvents.state(status)))
        .thenRejected(.preconditionFailed, "CASE_WORKED_ON")
    }
  }

  @Test func rule_C_206_aSiblingIsNotJoinedOnReopening() {
    let sibling = CaseDecider.fold(.notOpened, [CaseEvents.opened(by: 1, person: 201)])
    Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.noFurtherAction))
      .when(Decisions.reopen(joining: sibling)).thenRejected(.preconditionFailed, "SAME_REFERRAL")
  }

  @Test func theNewReferralsCaseMustBeThere() {
    Given(CaseDecider.self, CaseEvents.opened, CaseEvents.decided(.noFurtherAction))
      .when(Decisions.reopen(joining: .notOpened)).thenRejected(.notFound, "CASE_UNKNOWN")
  }

  @Test func rule_C_016_aCaseIsNotItsOwnNewReferral() throws {
    var request = Samples.reopenRequest
    request.rereferralCaseID = request.caseID
    #expect(
      try faults { () throws(Rejection) in try ReopenCase(validating: request, from: Decisions.hub) } == [
        "rereferral_case_id SAME_CASE C-016"
      ])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let request = ReopenRequest(rereferralCaseID: "x", reason: String(repeating: "a", count: 20_001))
    #expect(
      try faults { () throws(Rejection) in try ReopenCase(validating: request, from: Decisions.hub) } == [
        "context REQUIRED C-001", "case_id REQUIRED C-001", "rereferral_case_id MALFORMED_ID C-002",
        "reason TOO_LONG C-007",
      ])
  }
}
