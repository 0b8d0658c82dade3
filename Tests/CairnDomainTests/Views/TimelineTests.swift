import CairnDomain
import CairnMessages
import Identifiers
import Testing

@Suite struct TimelineTests {
  private static let envelope = EventEnvelope(
    stream: Identifier128(high: 1, low: 1), version: 1, agencyID: "met", recordedAtMicroseconds: 5)

  private static func statement(_ text: String, at time: String, about: [UInt32] = []) -> Statement {
    Statement(assertion: .observed, text: text, source: "a neighbour", observedAt: time, aboutChildren: about)
  }

  @Test func whatHappenedFirstStandsFirstHoweverLateItWasTold() {
    var timeline = Timeline(childIndex: 1)
    timeline.add(
      .referralReceived(
        ReferralReceived(
          statements: [
            Self.statement("both", at: "2026-01-02T00:00:00Z"),
            Self.statement("the sister", at: "2026-01-01T00:00:00Z", about: [0]),
          ], narrative: "why", occurredAt: "2026-01-04T00:00:00Z"), reporter: nil), Self.envelope)
    timeline.add(
      .caseOpened(
        CaseOpened(
          statements: [Self.statement("this child", at: "2026-01-03T00:00:00+01:00", about: [1])],
          occurredAt: "2026-01-04T00:00:00Z")), Self.envelope)
    timeline.add(
      .ragChanged(RagChanged(rag: .red, rationale: "seen", occurredAt: "2026-01-02T23:30:00Z")), Self.envelope)
    let entries = timeline.ordered
    #expect(entries.map(\.kind) == [.statement, .statement, .ragChanged, .referralReceived, .caseOpened])
    #expect(entries.map(\.text) == ["both", "this child", "seen", "why", ""])
    #expect(entries[0].assertion == .observed && entries[0].source == "a neighbour")
    #expect(entries[2].rag == .red)
    #expect(entries.allSatisfy { $0.agencyID == "met" && $0.recordedAtUs == 5 })
  }

  @Test func aTimeThatCannotBeReadCountsAsRecorded() {
    var timeline = Timeline(childIndex: 0)
    let late = EventEnvelope(
      stream: Identifier128(high: 1, low: 1), version: 1, agencyID: "met", recordedAtMicroseconds: .max)
    timeline.add(.ragChanged(RagChanged(rag: .red, occurredAt: "spring")), late)
    timeline.add(.ragChanged(RagChanged(rag: .green, occurredAt: "2026-01-02T00:00:00Z")), late)
    #expect(timeline.ordered.map(\.rag) == [.green, .red])
  }
}
