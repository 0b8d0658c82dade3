import Testing

@testable import CairnDomain

/// What holds from any moment on, in any nation: held against a count day by day.
@Suite struct WorkingCalendarPropertyTests {
  private static let moments = 300

  @Test(arguments: Nation.allCases)
  func workingDaysAreOnesAndAsManyAsAskedFor(nation: Nation) throws {
    let calendar = WorkingCalendar(nation: nation)
    var source = MomentSource(seed: 1)
    for _ in 0..<Self.moments {
      let start = source.date()
      let number = source.number(upTo: 200)
      let end = calendar.day(workingDays: number, after: start)
      #expect(calendar.isWorkingDay(end))
      #expect(try count(calendar, after: start, through: end) == number, "\(number) after \(start)")
    }
  }

  @Test(arguments: Nation.allCases)
  func workingDaysAddUp(nation: Nation) {
    let calendar = WorkingCalendar(nation: nation)
    var source = MomentSource(seed: 2)
    for _ in 0..<Self.moments {
      let start = source.date()
      let (first, second) = (source.number(upTo: 100), source.number(upTo: 100))
      let between = calendar.day(workingDays: first, after: start)
      #expect(
        calendar.day(workingDays: second, after: between) == calendar.day(workingDays: first + second, after: start))
    }
  }

  @Test(arguments: Nation.allCases)
  func laterStartsAndLongerLimitsAreNeverDueEarlier(nation: Nation) {
    let calendar = WorkingCalendar(nation: nation)
    var source = MomentSource(seed: 3)
    for _ in 0..<Self.moments {
      let (start, step) = (source.moment(), Int64(source.number(upTo: 400_000)) * 1_000_000)
      let number = source.number(upTo: 100)
      let due = calendar.due(workingDays: number, afterMicroseconds: start)
      #expect(due > start)
      #expect(calendar.due(workingDays: number, afterMicroseconds: start + step) >= due)
      #expect(calendar.due(workingDays: number + 1, afterMicroseconds: start) > due)
      for onWorkingDaysOnly in [false, true] {
        let due = calendar.due(hours: number, afterMicroseconds: start, onWorkingDaysOnly: onWorkingDaysOnly)
        let stepped = calendar.due(
          hours: number, afterMicroseconds: start + step, onWorkingDaysOnly: onWorkingDaysOnly)
        let longer = calendar.due(hours: number + 1, afterMicroseconds: start, onWorkingDaysOnly: onWorkingDaysOnly)
        #expect(due > start && stepped >= due && longer > due)
      }
    }
  }

  @Test(arguments: Nation.allCases)
  func workingHoursAreAsManyAsAskedForAndEndOnAWorkingDay(nation: Nation) throws {
    let calendar = WorkingCalendar(nation: nation)
    var source = MomentSource(seed: 4)
    for _ in 0..<Self.moments {
      let (start, hours) = (source.moment(), source.number(upTo: 300))
      let due = calendar.due(hours: hours, afterMicroseconds: start, onWorkingDaysOnly: true)
      #expect(calendar.isWorkingDay(try #require(LondonTime.date(atMicroseconds: due))))
      #expect(worked(calendar, from: start, to: due) == Int64(hours) * 3_600_000_000)
      #expect(worked(calendar, from: start, to: due + 1) > Int64(hours) * 3_600_000_000)
    }
  }

  @Test func proclaimedDaysNeverBringADueTimeForward() {
    let calendar = WorkingCalendar(nation: .england)
    var source = MomentSource(seed: 5)
    for _ in 0..<20 {
      let proclaimed = (0..<50).map { _ in source.date() }
      let further = WorkingCalendar(nation: .england, proclaimed: proclaimed)
      for date in proclaimed {
        #expect(!further.isWorkingDay(date))
        let start = LondonTime.midnight(of: date) - Int64(source.number(upTo: 10)) * 86_400_000_000
        let due = calendar.due(workingDays: 12, afterMicroseconds: start)
        #expect(further.due(workingDays: 12, afterMicroseconds: start) >= due)
        #expect(!calendar.isWorkingDay(date) || further.due(workingDays: 12, afterMicroseconds: start) > due)
      }
    }
  }

  private func count(_ calendar: WorkingCalendar, after start: CivilDate, through end: CivilDate) throws -> Int {
    try (start.daysSinceEpoch..<end.daysSinceEpoch).reduce(0) { count, day in
      calendar.isWorkingDay(try #require(CivilDate(daysSinceEpoch: day + 1))) ? count + 1 : count
    }
  }

  /// How long a clock runs that stands still on days off, from the lengths of the days between.
  private func worked(_ calendar: WorkingCalendar, from start: Int64, to end: Int64) -> Int64 {
    (LondonTime.day(atMicroseconds: start)...LondonTime.day(atMicroseconds: end)).reduce(0) { sum, day in
      guard let date = CivilDate(daysSinceEpoch: day), calendar.isWorkingDay(date) else { return sum }
      return sum + min(end, calendar.endOfDay(date) + 1) - max(start, LondonTime.midnight(of: date))
    }
  }
}

/// The same moments for the same seed, in the years whose bank holidays are known or computed.
private struct MomentSource {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(state: seed) }

  /// 1980-01-01 to 2199-12-31, but for the last year, so that what is due stays inside.
  mutating func date() -> CivilDate {
    let first = CivilDate(knownYear: 1980, month: 1, day: 1)
    let last = CivilDate(knownYear: 2198, month: 12, day: 31)
    let days = Int.random(in: first.daysSinceEpoch...last.daysSinceEpoch, using: &generator)
    return CivilDate(daysSinceEpoch: days) ?? first
  }

  mutating func moment() -> Int64 {
    LondonTime.midnight(of: date()) + Int64.random(in: 0..<82_800_000_000, using: &generator)
  }

  mutating func number(upTo max: Int) -> Int { Int.random(in: 1...max, using: &generator) }
}
