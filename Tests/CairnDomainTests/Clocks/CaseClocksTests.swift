import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// The clocks of a case, event by event.
@Suite struct CaseClocksTests {
  private let start = ClockRun.start

  @Test func bothClocksOfTheReferralRunFromItsRecording() {
    let run = ClockRun()
    #expect(run.information == CaseClock(.information, startedAt: start, dueAt: ClockRun.informationDue))
    #expect(run.decision == CaseClock(.decision, startedAt: start, dueAt: ClockRun.decisionDue))
    #expect(run.history.document?.dueAtMicroseconds == ClockRun.informationDue)
  }

  @Test func anotherRatingGivesAnotherTimeFromTheSameStart() {
    var run = ClockRun()
    run.add(CaseEvents.rated, at: start + 1)
    #expect(run.information == CaseClock(.information, startedAt: start, dueAt: start + Clock.day))
    #expect(run.decision?.dueAtUs == ClockRun.decisionDue)
  }

  @Test func aMissedClockRunsOnUnderAnotherRating() {
    var run = ClockRun()
    run.add(missed(.information, ClockRun.informationDue), at: ClockRun.informationDue + 1)
    #expect(run.information?.state == .missed)
    run.add(CaseEvents.rated, at: ClockRun.informationDue + 2)
    #expect(run.information?.state == .due && run.information?.missedAtUs == 0)
    #expect(run.history.document?.clocks.alarm == start + Clock.day)
  }

  @Test func theSameTimeAgainLeavesTheClockAsItIs() {
    var run = ClockRun()
    run.add(missed(.information, ClockRun.informationDue), at: ClockRun.informationDue + 1)
    run.add(.ragChanged(RagChanged(rag: .red, informationDueAtUs: ClockRun.informationDue)), at: start + Clock.day)
    #expect(run.information?.state == .missed && run.information?.missedAtUs == ClockRun.informationDue + 1)
  }

  @Test func informationIsGatheredWithTheLastAnswer() {
    var run = ClockRun()
    run.add(CaseEvents.asked(), at: start)
    run.add(CaseEvents.asked(Samples.identifier(501), of: "health"), at: start)
    run.add(CaseEvents.nilReturned(at: ClockRun.text(start + Clock.hour)), at: start + Clock.hour)
    #expect(run.responses.map(\.state) == [.met, .due] && run.information?.state == .due)
    run.add(
      CaseEvents.nilReturned(Samples.identifier(501), at: ClockRun.text(start + 2 * Clock.hour)),
      at: start + 2 * Clock.hour)
    #expect(run.responses.map(\.state) == [.met, .met] && run.information?.state == .met)
    #expect(run.information?.stoppedAtUs == start + 2 * Clock.hour && run.decision?.state == .due)
  }

  @Test func anAnswerInTimeThatIsRecordedLateIsMet() {
    var run = ClockRun()
    run.add(CaseEvents.asked(dueAt: ClockRun.informationDue), at: start)
    let late = ClockRun.informationDue + Clock.hour
    run.add(missed(.response, ClockRun.informationDue, of: Samples.requestID.description), at: late)
    run.add(missed(.information, ClockRun.informationDue), at: late)
    #expect(run.responses.map(\.state) == [.missed])
    run.add(
      .informationProvided(
        InformationProvided(
          requestID: Samples.requestID.description, occurredAt: ClockRun.text(ClockRun.informationDue))), at: late + 1)
    #expect(run.responses.map(\.state) == [.metRecordedLate] && run.information?.state == .metRecordedLate)
  }

  @Test func aResponseRunsFromTheRecordingOfItsRequest() {
    var run = ClockRun()
    run.add(CaseEvents.asked(dueAt: 9), at: start + 5)
    let expected = CaseClock(
      .response, requestID: Samples.requestID.description, startedAt: start + 5, dueAt: 9)
    #expect(run.responses == [expected])
  }

  @Test(arguments: [ThresholdOutcome.signposted, .earlyHelp, .accepted])
  func aDecisionStopsTheClocksOfTheReferralAndLeavesTheQuestions(outcome: ThresholdOutcome) {
    var run = ClockRun()
    run.add(CaseEvents.asked(), at: start)
    run.add(CaseEvents.decided(outcome, at: ClockRun.text(start + Clock.hour)), at: start + Clock.hour)
    #expect(run.information?.state == .met && run.decision?.state == .met)
    #expect(run.responses.map(\.state) == [.due])
  }

  @Test func aDecisionThatIsTooLateForOneIsInTimeForTheOther() {
    var run = ClockRun()
    let between = start + 6 * Clock.hour
    run.add(CaseEvents.decided(.accepted, at: ClockRun.text(between)), at: between)
    #expect(run.information?.state == .missed && run.decision?.state == .met)
  }

  @Test(arguments: [
    [CaseEvents.decided(.noFurtherAction)], [CaseEvents.joined], [CaseEvents.decided(.earlyHelp), CaseEvents.closed],
  ])
  func whatEndsACaseStopsItsQuestions(ending: [DomainEvent]) {
    var run = ClockRun()
    run.add(CaseEvents.asked(), at: start)
    for event in ending { run.add(event, at: start + 1) }
    #expect(run.responses.map(\.state) == [.stopped])
    let isJoined = ending.count == 1 && ending[0].type == .caseJoined
    #expect(run.information?.state == (isJoined ? .stopped : .met))
    #expect(run.decision?.state == (isJoined ? .stopped : .met))
    #expect(run.history.document?.clocks.next == nil && run.history.document?.dueAtMicroseconds == .max)
    #expect(run.history.document?.requests.map(\.state) == [.lapsed])
  }

  @Test func reopeningBeginsAnew() {
    var run = ClockRun()
    run.add(CaseEvents.asked(), at: start)
    for event in [CaseEvents.decided(.noFurtherAction), CaseEvents.reopened] {
      run.add(event, at: start + 9 * Clock.day)
    }
    let begun = start + 9 * Clock.day
    #expect(run.information == CaseClock(.information, startedAt: begun, dueAt: start + 10 * Clock.day))
    #expect(run.decision == CaseClock(.decision, startedAt: begun, dueAt: start + 11 * Clock.day))
    // What was asked before is not needed any more.
    #expect(run.responses.map(\.state) == [.stopped])
  }

  @Test func whatRanOutWithoutBeingOnRecordIsNamedLongestOverdueFirst() {
    var run = ClockRun()
    run.add(CaseEvents.asked(dueAt: start + 1), at: start)
    let clocks = run.history.document?.clocks
    #expect(clocks?.alarm == start + 1)
    #expect(clocks?.unrecorded(before: start + 1) == [])
    #expect(clocks?.unrecorded(before: start + 2).map(\.kind) == [.response])
    #expect(clocks?.unrecorded(before: .max).map(\.kind) == [.response, .information, .decision])
    #expect(run.state.opened?.clocks.unrecorded(before: .max).map(\.kind) == [.response, .information, .decision])
    run.add(missed(.response, start + 1, of: Samples.requestID.description), at: start + 2)
    #expect(run.history.document?.clocks.alarm == ClockRun.informationDue)
    // It stays the one that is overdue longest.
    #expect(run.history.document?.dueAtMicroseconds == start + 1)
  }

  @Test func aMissOfAnotherTimeIsNoneOfThisClock() {
    var run = ClockRun()
    run.add(missed(.information, 7), at: start + Clock.day)
    run.add(missed(.decision, 7), at: start + Clock.day)
    run.add(missed(.response, 7, of: "x"), at: start + Clock.day)
    #expect(run.information?.state == .due && run.decision?.state == .due)
  }

  private func missed(_ clock: ClockKind, _ due: Int64, of requestID: String = "") -> DomainEvent {
    .deadlineMissed(DeadlineMissed(clock: clock, requestID: requestID, dueAtUs: due))
  }
}
