import CairnMessages
import Testing

@testable import CairnDomain

/// A referrer learns what became of their referral, and of nothing that was decided before it came or on another's.
@Suite struct OutcomeTests {
  private static let document = CaseDocument(
    receivedAtUs: 50,
    decisions: [
      ThresholdDecision(outcome: .signposted, advice: "for the first", occurredAt: "a", recordedAtUs: 100),
      ThresholdDecision(outcome: .earlyHelp, occurredAt: "b", recordedAtUs: 200),
      ThresholdDecision(outcome: .accepted, occurredAt: "c", recordedAtUs: 400),
    ], reopenings: [Reopening(recordedAtUs: 300)])

  @Test func theLastDecisionOfTheCourseItCameInStands() {
    #expect(Self.document.outcome(since: 50) == ReferralOutcome(outcome: .earlyHelp, decidedAt: "b"))
    #expect(Self.document.outcome(since: 150) == ReferralOutcome(outcome: .earlyHelp, decidedAt: "b"))
  }

  @Test func aReReferralLearnsOfItsOwnCourseAlone() {
    #expect(Self.document.outcome(since: 300) == ReferralOutcome(outcome: .accepted, decidedAt: "c"))
    var undecided = Self.document
    undecided.decisions.removeLast()
    #expect(undecided.outcome(since: 300) == ReferralOutcome())
    #expect(undecided.outcome(since: 250) == ReferralOutcome())
  }
}
