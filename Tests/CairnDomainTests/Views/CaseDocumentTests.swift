import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// What a case's document keeps of each event.
@Suite struct CaseDocumentTests {
  private static let now = Samples.nowMicroseconds

  private func document(_ events: DomainEvent...) throws -> CaseDocument {
    try #require(CaseHistory([CaseEvents.opened] + events).document)
  }

  @Test func aDecisionStandsWithItsGroundsAfterThoseBefore() throws {
    let decided = ThresholdDecided(
      outcome: .noFurtherAction, grounds: "g", advice: "a", signpostedTo: "s", told: [Told(party: .referrer)],
      decidedBy: "p", occurredAt: Samples.occurredAt)
    let document = try document(CaseEvents.decided(.signposted), .thresholdDecided(decided))
    #expect(document.status == .noFurtherAction && document.decisions.count == 2)
    #expect(
      document.decisions[1]
        == ThresholdDecision(
          outcome: .noFurtherAction, grounds: "g", advice: "a", signpostedTo: "s", told: [Told(party: .referrer)],
          agencyID: "hub", occurredAt: Samples.occurredAt, recordedAtUs: Self.now, decidedBy: "p"))
  }

  @Test func aRequestIsShownWithItsAnswer() throws {
    let asked = CaseEvents.asked(dueAt: 9)
    let open = try #require(try document(asked).requests.first)
    #expect(open.state == .open && open.agencyID == "met" && open.requestID == Samples.requestID.description)
    #expect(open.askedAt == Samples.occurredAt && open.askedRecordedAtUs == Self.now && open.clock?.dueAtUs == 9)

    let id = Samples.requestID.description
    let statement = Samples.statement("s", observedAt: Samples.occurredAt, about: [])
    let answered = try document(
      asked, .informationProvided(InformationProvided(requestID: id, statements: [statement], occurredAt: "t")))
    #expect(answered.requests[0].state == .answered && answered.requests[0].statements == [statement])
    #expect(answered.requests[0].answeredAt == "t" && answered.requests[0].answerRecordedAtUs == Self.now)
    let empty = try document(asked, .nilReturned(NilReturned(requestID: id, note: "n")))
    #expect(empty.requests[0].state == .nilReturn && empty.requests[0].answerText == "n")
    let declined = try document(
      asked, .requestDeclined(RequestDeclined(requestID: id, reasonCode: "PROHIBITED", reason: "r")))
    #expect(declined.requests[0].state == .declined && declined.requests[0].declineCode == "PROHIBITED")
    #expect(declined.requests[0].answerText == "r")
  }

  @Test func aClosureStandsUntilTheCaseIsReopened() throws {
    let closed = try document(CaseEvents.decided(.earlyHelp), CaseEvents.closed)
    #expect(closed.status == .closed)
    #expect(
      closed.closure
        == Closure(reasonCode: "RC7", closedOn: "2026-11-23", agencyID: "hub", recordedAtUs: Self.now))
    let reopened = try document(CaseEvents.decided(.earlyHelp), CaseEvents.closed, CaseEvents.reopened)
    #expect(reopened.status == .received && reopened.closure == nil && reopened.decisions.count == 1)
    #expect(
      reopened.reopenings == [
        Reopening(
          reason: "again", agencyID: "hub", occurredAt: Samples.occurredAt, recordedAtUs: Self.now,
          closure: closed.closure)
      ])
  }

  @Test func theRatingOfAFormerCourseIsNoneOfTheNewOne() throws {
    var history = CaseHistory([CaseEvents.opened, CaseEvents.rated, CaseEvents.decided(.noFurtherAction)], at: 10)
    history.add(CaseEvents.reopened, at: 20)
    #expect(history.document?.rag == .unspecified)
    history.add(CaseEvents.decided(.earlyHelp), at: 30)
    #expect(history.document?.rag == .unspecified && history.document?.ragHistory.count == 1)
    var rated = CaseHistory([CaseEvents.opened, CaseEvents.decided(.noFurtherAction), CaseEvents.reopened], at: 10)
    rated.add(CaseEvents.rated, at: 20)
    rated.add(CaseEvents.decided(.earlyHelp), at: 30)
    #expect(rated.document?.rag == .amber)
  }

  @Test func joiningIsShownOnBothSides() throws {
    let joined = try document(CaseEvents.joined)
    #expect(joined.status == .joined && joined.joinedIntoCaseID == Samples.otherCaseID.description)
    let attached = ReferralAttached(joinedCaseID: "c", referralID: "r", reason: "why", occurredAt: "t")
    #expect(
      try document(.referralAttached(attached)).attached == [
        AttachedCase(caseID: "c", referralID: "r", reason: "why", recordedAtUs: Self.now)
      ])
    #expect(
      try document(CaseEvents.linked(.household)).links == [
        CaseLink(
          caseID: Samples.otherCaseID.description, relation: .household, agencyID: "hub", recordedAtUs: Self.now)
      ])
  }

  @Test func aViewIsAssembledFromWhatWasJoined() throws {
    let attachment = AttachedCase(caseID: "c", referralID: "r", reason: "why")
    let child = Child(name: PersonName(given: "Robyn"))
    let other = CaseDocument(referralID: "r", child: child)
    let view = CaseView(
      CaseRecord(
        caseID: Samples.caseID, document: try document(), referral: nil,
        attached: [(attachment, other, nil), (AttachedCase(caseID: "d", referralID: "q"), nil, nil)]), token: "t")
    #expect(view.attached.map(\.caseID) == ["c", "d"] && view.attached.map(\.child) == [child, nil])
    // What is erased still says that it was there.
    #expect(view.attached.map { $0.referral?.referralID } == ["r", "q"] && view.attached[0].reason == "why")
  }

  @Test func everyTypeOfCaseEventHasItsEntryInTheTimeline() {
    let plain: [(DomainEvent, TimelineKind)] = [
      (CaseEvents.opened, .caseOpened), (CaseEvents.rated, .ragChanged), (CaseEvents.asked(), .informationRequested),
      (.informationProvided(InformationProvided()), .informationProvided), (CaseEvents.nilReturned(), .nilReturned),
      (.requestDeclined(RequestDeclined()), .requestDeclined), (CaseEvents.decided(.accepted), .thresholdDecided),
      (CaseEvents.attached, .referralAttached), (CaseEvents.joined, .caseJoined),
      (CaseEvents.linked(.sibling), .caseLinked), (.childCorrected(ChildCorrected()), .childCorrected),
      (.findingResolved(FindingResolved()), .findingResolved), (CaseEvents.closed, .caseClosed),
      (CaseEvents.reopened, .caseReopened), (.deadlineMissed(DeadlineMissed(clock: .decision)), .deadlineMissed),
      (CaseEvents.granted(.basic), .accessGranted), (CaseEvents.accessEnded(at: 1), .accessEnded),
      (CaseEvents.glassBroken(), .glassBroken), (CaseEvents.glassReviewed(), .glassReviewed),
      (.sharingDecided(SharingDecided()), .sharingDecided), (CaseEvents.caseSealed(), .caseSealed),
      (CaseEvents.caseUnsealed, .sealReleased),
      (CaseEvents.categoriesSealed(["location"]), .categoriesSealed), (CaseEvents.sealReleased(), .sealReleased),
    ]
    #expect(Set(plain.map(\.0.type)).union([.contributionSealed]) == EventType.ofCases.union(EventType.ofSeals))
    for (event, kind) in plain {
      var timeline = Timeline(childIndex: 0)
      timeline.add(
        event, EventEnvelope(stream: Samples.caseID, version: 1, agencyID: "hub", recordedAtMicroseconds: 5))
      #expect(timeline.ordered.map(\.kind) == [kind])
    }
  }

  @Test func whatWasContributedUnderSealStandsWhereItWasObserved() {
    var timeline = Timeline(childIndex: 0)
    timeline.add(
      CaseEvents.contributionSealed("text"),
      EventEnvelope(stream: Samples.sealStreamID, version: 1, agencyID: "met", recordedAtMicroseconds: 5))
    #expect(timeline.ordered.map(\.kind) == [.contributionSealed, .statement])
    #expect(timeline.ordered.map(\.text) == ["why sealed", "text"])
  }

  @Test func aSealOnTheCaseStandsInItsDocument() throws {
    let sealed = try #require(CaseHistory([CaseEvents.opened, CaseEvents.caseSealed()]).document)
    #expect(sealed.seals.map(\.terms?.sealID) == [Samples.sealID.description] && sealed.seals[0].release == nil)
    let unsealed = try #require(
      CaseHistory([CaseEvents.opened, CaseEvents.caseSealed(), CaseEvents.caseUnsealed]).document)
    #expect(unsealed.seals.map(\.release?.reason) == ["over"])
  }
}
