import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct AcknowledgeReferrerTests {
  private static let received = DomainEvent.referralReceived(
    ReferralReceived(acknowledgementDueAtUs: Samples.endOfNextDay), reporter: nil)
  private static let acknowledged = ReferrerAcknowledged(message: "We have it.", occurredAt: Samples.occurredAt)

  private func decide(_ state: ReferralDecider.State) throws(Rejection) -> [StreamDecision] {
    try ReferralDecider.decide(
      AcknowledgeReferrer(validating: Samples.acknowledgeRequest, from: Decisions.hub), state)
  }

  @Test func theReferrerIsTold() throws {
    let outcome = Given(ReferralDecider.self, Self.received).when(decide)
    try outcome.then([(Samples.identifier(1), [.referrerAcknowledged(Self.acknowledged)])])
    let decision = try #require(try outcome.result.get().first)
    #expect(decision.kind == .referral)
    let scope = DataKeyScope(subject: Samples.identifier(1), caseID: Samples.identifier(1))
    #expect(decision.events[0].parts.map(\.scope) == [scope])
  }

  @Test func rule_C_211_aReferralIsAcknowledgedOnce() {
    Given(ReferralDecider.self, Self.received, .referrerAcknowledged(Self.acknowledged)).when(decide)
      .thenRejected(.preconditionFailed, "ACKNOWLEDGED_ALREADY")
  }

  @Test func itMayBeLateAndIsStillDone() throws {
    let missed = DomainEvent.acknowledgementMissed(AcknowledgementMissed(dueAtUs: Samples.endOfNextDay))
    try Given(ReferralDecider.self, Self.received, missed).when(decide)
      .then([(Samples.identifier(1), [.referrerAcknowledged(Self.acknowledged)])])
  }

  @Test func aReferralThatIsNotThereIsUnknown() {
    Given(ReferralDecider.self).when(decide).thenRejected(.notFound, "REFERRAL_UNKNOWN")
  }

  @Test func theViewTellsWhenAndWhat() throws {
    var document: ReferralDocument?
    for (version, event) in [Self.received, .referrerAcknowledged(Self.acknowledged)].enumerated() {
      let envelope = EventEnvelope(
        stream: Samples.identifier(1), version: UInt64(version + 1), agencyID: "hub",
        recordedAtMicroseconds: Samples.nowMicroseconds)
      document = ReferralDocument.fold(document, event, envelope)
    }
    let shown = try #require(document)
    #expect(shown.acknowledgedAt == Samples.occurredAt && shown.acknowledgementMessage == "We have it.")
    #expect(shown.acknowledgement.state == .met && shown.acknowledgement.startedAtUs == Samples.nowMicroseconds)
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let request = AcknowledgeReferrerRequest(referralID: "x", message: String(repeating: "a", count: 20_001))
    #expect(
      try faults { () throws(Rejection) in try AcknowledgeReferrer(validating: request, from: Decisions.hub) } == [
        "context REQUIRED C-001", "referral_id MALFORMED_ID C-002", "message TOO_LONG C-007",
      ])
  }
}
