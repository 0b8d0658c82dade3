import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct CaseDeciderTests {
  let opened = DomainEvent.caseOpened(CaseOpened(personID: Samples.identifier(200).description))
  let rated = RagChanged(rag: .amber, rationale: "Seen by a neighbour.", occurredAt: Samples.occurredAt)

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
          message: .ragChanged(rated))
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

  @Test func theStateFollowsTheEvents() {
    #expect(
      CaseDecider.fold(.notOpened, [opened])
        == .opened(person: Samples.identifier(200), rag: .unspecified, status: .received))
    #expect(
      CaseDecider.fold(.notOpened, [opened, .ragChanged(rated)])
        == .opened(person: Samples.identifier(200), rag: .amber, status: .triaged))
  }
}
