import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct ViewTests {
  private func envelope(_ stream: Identifier128, version: UInt64, agencyID: String = "met") -> EventEnvelope {
    EventEnvelope(stream: stream, version: version, agencyID: agencyID, recordedAtMicroseconds: 1_000 + Int64(version))
  }

  private func decisions(_ request: SubmitReferralRequest = Samples.referralRequest) throws -> [StreamDecision] {
    let command = try SubmitReferral(validating: request, from: Samples.caller())
    return try ReferralDecider.decide(
      command, identifiers: Samples.identifiers(childCount: command.childCount, adultCount: command.adultCount),
      .notReceived)
  }

  private func referralDocument(_ decisions: [StreamDecision]) throws -> ReferralDocument {
    try #require(
      ReferralDocument.fold(nil, decisions[0].events[0].event, envelope(decisions[0].stream, version: 1)))
  }

  private func caseDocument(_ decisions: [StreamDecision], child: Int) throws -> CaseDocument {
    let decision = decisions[child + 1]
    return try #require(CaseDocument.fold(nil, decision.events[0].event, envelope(decision.stream, version: 1)))
  }

  @Test func anOpenedCaseIsReceivedAndARatedOneTriaged() throws {
    let opened = try caseDocument(decisions(), child: 1)
    #expect(opened.status == .received && opened.ragHistory.isEmpty && opened.streamVersion == 1)
    #expect(opened.child == Samples.unbornChild && opened.childIndex == 1)
    #expect(opened.referralID == Samples.identifier(1).description)
    #expect(opened.personID == Samples.identifier(201).description)

    let changed = DomainEvent.ragChanged(RagChanged(rag: .red, rationale: "why", occurredAt: Samples.occurredAt))
    let rated = try #require(
      CaseDocument.fold(opened, changed, envelope(Samples.identifier(101), version: 2, agencyID: "hub")))
    #expect(rated.status == .triaged && rated.streamVersion == 2)
    #expect(
      rated.ragHistory == [
        RagRating(
          rag: .red, rationale: "why", agencyID: "hub", occurredAt: Samples.occurredAt, recordedAtUs: 1_002)
      ])
    #expect(rated.child == opened.child)
  }

  @Test func aRatingOfAnErasedCaseShowsNothing() {
    #expect(
      CaseDocument.fold(nil, .ragChanged(RagChanged(rag: .red)), envelope(Samples.identifier(100), version: 2)) == nil)
  }

  @Test func eventsOfOtherStreamsChangeNoDocument() throws {
    let decisions = try decisions()
    let document = try caseDocument(decisions, child: 0)
    let envelope = envelope(Samples.identifier(1), version: 9)
    #expect(CaseDocument.fold(document, decisions[0].events[0].event, envelope) == document)
    let referral = try referralDocument(decisions)
    #expect(ReferralDocument.fold(referral, decisions[1].events[0].event, envelope) == referral)
  }

  @Test func theReferralsDocumentHoldsWhatConcernsSeveral() throws {
    let document = try referralDocument(decisions())
    #expect(document.caseIDs == [Samples.identifier(100).description, Samples.identifier(101).description])
    #expect(
      document.referral
        == ReferralView(
          referralID: Samples.identifier(1).description, agencyID: "met", agencyReference: "CAD 1234", source: "6",
          primaryNeed: "N1", narrative: Samples.referral.narrative, reporter: Samples.referral.reporter,
          statements: [Samples.referral.statements[1], Samples.referral.statements[2]],
          occurredAt: Samples.occurredAt, recordedAtUs: 1_001))
  }

  @Test func aCaseShowsItsOwnStatementsAndThoseAboutSeveralInTheOrderOfObservation() throws {
    var request = Samples.referralRequest
    request.referral?.children.append(Samples.unbornChild)
    request.referral?.statements.append(Samples.statement("late", observedAt: "unknown", about: [0, 1]))
    let decisions = try decisions(request)
    let referral = try referralDocument(decisions)
    func texts(_ child: Int) throws -> [String]? {
      CaseView(
        CaseRecord(
          caseID: decisions[child + 1].stream, document: try caseDocument(decisions, child: child), referral: referral),
        token: "t"
      ).referral?.statements.map(\.text)
    }
    #expect(
      try texts(0) == [
        "The flat has no heating.", "Both are afraid of a visitor.", "Bruising on the left arm.", "late",
      ])
    #expect(
      try texts(1) == [
        "The pregnancy is not booked.", "The flat has no heating.", "Both are afraid of a visitor.", "late",
      ])
    #expect(try texts(2) == ["The flat has no heating."])
  }

  @Test func aCaseShowsItsSiblingsItsFindingsAndItsLatestRating() throws {
    var request = Samples.referralRequest
    request.referral?.narrative = ""
    request.referral?.children[0].sex = ""
    request.referral?.children[1].sex = ""
    let decisions = try decisions(request)
    var document = try caseDocument(decisions, child: 0)
    document.ragHistory = [RagRating(rag: .red), RagRating(rag: .green)]
    document.status = .triaged
    let view = CaseView(
      CaseRecord(caseID: Samples.identifier(100), document: document, referral: try referralDocument(decisions)),
      token: "t")
    #expect(view.caseID == Samples.identifier(100).description && view.token == "t")
    #expect(view.siblingCaseIDs == [Samples.identifier(101).description])
    #expect(view.findings.map(\.field) == ["narrative", "children[0].sex"])
    #expect(view.rag?.rag == .green && view.ragHistory.count == 2)
    #expect(view.child == document.child && view.status == .triaged)
  }

  @Test func withoutItsReferralACaseStillShowsWhatIsItsOwn() throws {
    let document = try caseDocument(decisions(), child: 0)
    let view = CaseView(CaseRecord(caseID: Samples.identifier(100), document: document, referral: nil), token: "")
    #expect(view.referral?.statements.map(\.text) == ["Bruising on the left arm."])
    #expect(view.referral?.referralID == Samples.identifier(1).description)
    #expect(view.siblingCaseIDs.isEmpty && view.rag == nil)
  }
}
