import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct CaseDeciderTests {
  let opened = DomainEvent.caseOpened(
    CaseOpened(
      personID: Samples.identifier(200).description, informationDueAtUs: 7, decisionDueAtUs: 9,
      clocksStartedAtUs: Samples.nowMicroseconds))
  // A day of an amber clock, all of it on working days, after the Monday on which the case was opened.
  let rated = RagChanged(
    rag: .amber, rationale: "Seen by a neighbour.", occurredAt: Samples.occurredAt,
    informationDueAtUs: Samples.nowMicroseconds + 86_400_000_000)

  private func setRag(_ state: CaseDecider.State) throws(Rejection) -> [StreamDecision] {
    try CaseDecider.decide(SetRag(validating: Samples.ragRequest, from: Samples.caller(.hub)), state)
  }

  @Test func anOpenedCaseIsRated() throws {
    let outcome = Given(CaseDecider.self, opened).when(setRag)
    try outcome.then([(Samples.identifier(100), [.ragChanged(rated)])])
    let decision = try #require(try outcome.result.get().first)
    #expect(decision.kind == .case)
    #expect(
      decision.events[0].parts == [
        SealedPart(
          scope: DataKeyScope(subject: Samples.identifier(200), caseID: Samples.identifier(100)),
          message: .main(.ragChanged(rated)))
      ])
  }

  @Test func aRatingMayBeRepeatedWithANewReason() throws {
    try Given(CaseDecider.self, opened, .ragChanged(rated)).when(setRag)
      .then([(Samples.identifier(100), [.ragChanged(rated)])])
  }

  @Test func aCaseThatWasNeverOpenedIsUnknown() {
    Given(CaseDecider.self).when(setRag).thenRejected(.notFound, "CASE_UNKNOWN")
    Given(CaseDecider.self, .ragChanged(rated)).when(setRag).thenRejected(.notFound, "CASE_UNKNOWN")
  }

  @Test func aCaseOfADamagedLogTakesNoCommand() {
    Given(CaseDecider.self, .caseOpened(CaseOpened(personID: "x"))).when(setRag)
      .thenRejected(.notFound, "CASE_UNKNOWN")
  }

  @Test func theStateFollowsTheEvents() throws {
    let fresh = try #require(CaseDecider.fold(.notOpened, [opened]).opened)
    #expect(fresh.person == Samples.identifier(200) && fresh.rag == .unspecified && fresh.status == .received)
    #expect(fresh.clocks.all.map(\.dueAtUs) == [7, 9])
    let triaged = try #require(CaseDecider.fold(.notOpened, [opened, .ragChanged(rated)]).opened)
    #expect(triaged.person == Samples.identifier(200) && triaged.rag == .amber && triaged.status == .triaged)
    #expect(triaged.clocks.all.map(\.dueAtUs) == [rated.informationDueAtUs, 9])
  }
}
