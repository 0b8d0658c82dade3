import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct RecordMissedDeadlineTests {
  private static let information = CaseClock(
    .information, startedAt: ClockRun.start, dueAt: ClockRun.informationDue)
  private static let missed = DomainEvent.deadlineMissed(
    DeadlineMissed(clock: .information, dueAtUs: ClockRun.informationDue))

  private func decide(_ clock: CaseClock, at now: Int64) -> Decisions.Decide {
    { state throws(Rejection) in
      let command = RecordMissedDeadline(clock, commandID: Samples.identifier(1), nowMicroseconds: now)
      return try CaseDecider.decide(command, on: Samples.caseID, state)
    }
  }

  private func rate(_ rag: Rag, at now: Int64) -> Decisions.Decide {
    { state throws(Rejection) in
      var request = Samples.ragRequest
      request.rag = rag
      return try CaseDecider.decide(
        SetRag(validating: request, from: Caller(agencyID: .hub, nowMicroseconds: now)), state)
    }
  }

  @Test func aClockThatRanOutIsRecordedByTheHubItself() throws {
    let late = ClockRun.informationDue + 1
    try Given(CaseDecider.self, CaseEvents.opened).when(decide(Self.information, at: late))
      .then([(Samples.caseID, [Self.missed])])
    let context = RecordMissedDeadline(Self.information, commandID: Samples.identifier(1), nowMicroseconds: late)
      .context
    #expect(
      context.actor.agencyID == .hub && context.actor.role == .clock && context.commandID == Samples.identifier(1))
    #expect(context.recordedAtMicroseconds == late && context.occurredAt.text == "2026-11-23T14:00:00Z")
  }

  @Test func itIsRecordedOnceAndNotBeforeTheTimeIsOver() {
    let due = ClockRun.informationDue
    Given(CaseDecider.self, CaseEvents.opened).when(decide(Self.information, at: due))
      .thenRejected(.preconditionFailed, "CLOCK_NOT_RUNNING")
    Given(CaseDecider.self, CaseEvents.opened, Self.missed).when(decide(Self.information, at: due + 1))
      .thenRejected(.preconditionFailed, "CLOCK_NOT_RUNNING")
    Given(CaseDecider.self).when(decide(Self.information, at: due + 1))
      .thenRejected(.preconditionFailed, "CLOCK_NOT_RUNNING")
  }

  @Test(arguments: [
    [CaseEvents.rated], [CaseEvents.decided(.accepted)], [CaseEvents.joined],
    [CaseEvents.decided(.noFurtherAction), CaseEvents.reopened],
  ])
  func whatItWaitedForHasHappenedOrIsDueAtAnotherTime(events: [DomainEvent]) throws {
    let state = CaseDecider.fold(.notOpened, [CaseEvents.opened] + events)
    let rejection = try rejectionOf { () throws(Rejection) in
      try decide(Self.information, at: ClockRun.informationDue + 1)(state)
    }
    #expect(rejection.reason == "CLOCK_NOT_RUNNING")
  }

  @Test func anAnswersClockIsThatOfItsRequest() throws {
    let due = ClockRun.start + 1
    let clock = CaseClock(.response, requestID: Samples.requestID.description, startedAt: 0, dueAt: due)
    let missed = DeadlineMissed(clock: .response, requestID: Samples.requestID.description, dueAtUs: due)
    let given = Given(CaseDecider.self, CaseEvents.opened, CaseEvents.asked(dueAt: due))
    try given.when(decide(clock, at: due + 1)).then([(Samples.caseID, [.deadlineMissed(missed)])])
    let other = CaseClock(.response, requestID: Samples.identifier(7).description, startedAt: 0, dueAt: due)
    given.when(decide(other, at: due + 1)).thenRejected(.preconditionFailed, "CLOCK_NOT_RUNNING")
  }

  @Test func theReferrersClockIsOnTheReferral() throws {
    let due = Samples.endOfNextDay
    let clock = CaseClock(.acknowledgement, startedAt: 0, dueAt: due)
    let command = RecordMissedDeadline(clock, commandID: Samples.identifier(1), nowMicroseconds: due + 1)
    let received = DomainEvent.referralReceived(ReferralReceived(acknowledgementDueAtUs: due), reporter: nil)
    let missed = DomainEvent.acknowledgementMissed(AcknowledgementMissed(dueAtUs: due))
    let told = DomainEvent.referrerAcknowledged(ReferrerAcknowledged(occurredAt: Samples.occurredAt))
    func decide(_ state: ReferralDecider.State) throws(Rejection) -> [StreamDecision] {
      try ReferralDecider.decide(command, on: Samples.identifier(1), state)
    }
    try Given(ReferralDecider.self, received).when(decide).then([(Samples.identifier(1), [missed])])
    for events in [[received, missed], [received, told], []] {
      let state = ReferralDecider.fold(.notReceived, events)
      #expect(try rejectionOf { () throws(Rejection) in try decide(state) }.reason == "CLOCK_NOT_RUNNING")
    }
  }

  @Test func theNameTellsStreamClockTimeAndRulesApart() {
    let clock = Self.information
    let names = [
      RecordMissedDeadline.name(of: clock, on: Samples.caseID),
      RecordMissedDeadline.name(of: clock, on: Samples.otherCaseID),
      RecordMissedDeadline.name(of: clock, on: Samples.caseID, ruleSetVersion: 1),
      RecordMissedDeadline.name(of: CaseClock(.decision, startedAt: 0, dueAt: clock.dueAtUs), on: Samples.caseID),
      RecordMissedDeadline.name(of: CaseClock(.information, startedAt: 0, dueAt: 1), on: Samples.caseID),
      RecordMissedDeadline.name(
        of: CaseClock(.information, requestID: "r", startedAt: 0, dueAt: clock.dueAtUs), on: Samples.caseID),
    ]
    #expect(Set(names).count == names.count && names.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    #expect(RecordMissedDeadline.name(of: clock, on: Samples.caseID) == names[0])
  }

  /// The clocks' own command for a time has one effect for ever: a rating whose time is over records it by itself, once.
  @Test func aRatingWhoseTimeIsOverIsMissedAtOnce() throws {
    let late = ClockRun.informationDue + Clock.hour
    let amber = try rate(.amber, at: late)(CaseDecider.fold(.notOpened, [CaseEvents.opened, Self.missed]))
    #expect(amber.flatMap(\.events).map(\.event.type) == [.ragChanged])
    let events = [CaseEvents.opened, Self.missed] + amber.flatMap(\.events).map(\.event)
    let state = CaseDecider.fold(.notOpened, events)
    let red = try rate(.red, at: late)(state).flatMap(\.events).map(\.event)
    // It stands in the log once: what was missed at this rating before is missed still.
    #expect(red.map(\.type) == [.ragChanged])
    #expect(CaseDecider.fold(state, red).opened?.clocks.unrecorded(before: late).isEmpty == true)
    #expect(CaseHistory(events + red, at: late).document?.informationClock?.state == .missed)
  }

  @Test func aRatingWhoseTimeIsOverAndNotOnRecordRecordsIt() throws {
    let late = ClockRun.informationDue + Clock.hour
    let amber = try rate(.amber, at: late)(CaseDecider.fold(.notOpened, [CaseEvents.opened]))
    let state = CaseDecider.fold(.notOpened, [CaseEvents.opened] + amber.flatMap(\.events).map(\.event))
    let red = try rate(.red, at: late)(state).flatMap(\.events).map(\.event)
    #expect(red.map(\.type) == [.ragChanged, .deadlineMissed] && red.last == Self.missed)
  }

  @Test func aRatingThatMovesNothingMissesNothing() throws {
    let late = ClockRun.informationDue + Clock.hour
    for events in [[CaseEvents.opened], [CaseEvents.opened, Self.missed]] {
      let again = try rate(.red, at: late)(CaseDecider.fold(.notOpened, events))
      #expect(again.flatMap(\.events).map(\.event.type) == [.ragChanged])
    }
  }
}
