import CairnMessages
import Testing

@testable import CairnDomain

/// A clock's way: due, met, met and recorded late, missed.
@Suite struct CaseClockTests {
  private let due: Int64 = 1_000
  private var clock: CaseClock { CaseClock(.decision, startedAt: 100, dueAt: due) }

  @Test func aFreshClockRuns() {
    #expect(clock.isRunning && clock.isUnrecorded && clock.state == .due)
    #expect(clock.startedAtUs == 100 && clock.dueAtUs == 1_000 && clock.stoppedAtUs == 0 && clock.missedAtUs == 0)
  }

  /// What happened, when it was recorded, and what the clock then shows. What is done at the very moment is in time.
  @Test(arguments: [
    (Int64(900), Int64(950), ClockState.met), (1_000, 1_000, .met), (1_000, 1_001, .metRecordedLate),
    (1, 5_000, .metRecordedLate), (1_001, 1_001, .missed), (1_500, 5_000, .missed),
  ])
  func itIsMetByWhatHappenedInTime(occurredAt: Int64, recordedAt: Int64, state: ClockState) {
    var clock = clock
    clock.stop(occurredAt: occurredAt, recordedAt: recordedAt)
    #expect(clock.state == state && clock.stoppedAtUs == occurredAt)
    #expect(!clock.isRunning && !clock.isUnrecorded)
  }

  @Test func whatIsOnRecordAsMissedStillWaits() {
    var clock = clock
    clock.miss(recordedAt: 1_100)
    #expect(clock.state == .missed && clock.missedAtUs == 1_100)
    #expect(clock.isRunning && !clock.isUnrecorded)
  }

  @Test func aLaterEntryThatWasInTimeTakesTheMissBack() {
    var clock = clock
    clock.miss(recordedAt: 1_100)
    clock.stop(occurredAt: 900, recordedAt: 2_000)
    #expect(clock.state == .metRecordedLate && clock.missedAtUs == 1_100 && clock.stoppedAtUs == 900)
    #expect(!clock.isRunning)
  }

  @Test func aLaterEntryThatWasLateLeavesIt() {
    var clock = clock
    clock.miss(recordedAt: 1_100)
    clock.stop(occurredAt: 1_050, recordedAt: 2_000)
    #expect(clock.state == .missed && clock.stoppedAtUs == 1_050 && !clock.isRunning)
  }

  @Test func theFirstEntryCounts() {
    var clock = clock
    clock.stop(occurredAt: 900, recordedAt: 950)
    let met = clock
    clock.stop(occurredAt: 1_500, recordedAt: 1_500)
    clock.miss(recordedAt: 2_000)
    clock.stopUnneeded()
    #expect(clock == met)
  }

  @Test func whatIsNotNeededIsNeitherMetNorMissed() {
    var clock = clock
    clock.stopUnneeded()
    #expect(clock.state == .stopped && clock.stoppedAtUs == 0 && !clock.isRunning && !clock.isUnrecorded)
    clock.miss(recordedAt: 5_000)
    #expect(clock.state == .stopped && clock.missedAtUs == 0)
  }

  @Test func anAcknowledgementIsMetLikeAnyOther() {
    let inTime = ClockRun.text(Samples.endOfNextDay - 999_999)
    func after(_ events: [(DomainEvent, at: Int64)]) -> CaseClock {
      events.reduce(into: CaseClock(.acknowledgement, startedAt: 0, dueAt: Samples.endOfNextDay)) { clock, event in
        clock.apply(event.0, recordedAt: event.at)
      }
    }
    let told = DomainEvent.referrerAcknowledged(ReferrerAcknowledged(occurredAt: inTime))
    let missed = DomainEvent.acknowledgementMissed(AcknowledgementMissed(dueAtUs: Samples.endOfNextDay))
    let late = Samples.endOfNextDay + 1
    #expect(after([(told, at: Samples.endOfNextDay)]).state == .met)
    #expect(after([(missed, at: late), (told, at: late + 1)]).state == .metRecordedLate)
    #expect(after([(missed, at: late)]).state == .missed && after([(CaseEvents.closed, at: late)]).state == .due)
    // An unreadable time counts as recorded.
    let unreadable = DomainEvent.referrerAcknowledged(ReferrerAcknowledged(occurredAt: "x"))
    #expect(after([(unreadable, at: late)]).state == .missed)
  }
}
