/// When clocks run out, in microseconds since 1970-01-01T00:00:00Z. What is done at that very moment is done in time.
///
/// Moments outside the years 0 to 9999 count as the nearest inside, and no clock runs out later than those years end.
extension WorkingCalendar {
  private static let microsecondsPerHour: Int64 = 3_600_000_000
  private static let microsecondsPerDay: Int64 = 86_400_000_000
  /// Longer than the calendar, and short enough to be added to any of its moments.
  private static let hoursMax = 100_000_000
  /// 0000-01-01T00:00:00Z.
  private static let firstMoment: Int64 = -62_167_219_200_000_000
  /// 9999-12-31T23:59:59.999999Z.
  private static let lastMoment: Int64 = 253_402_300_799_999_999

  /// The last microsecond of a day: 23:59:59.999999 by the clocks of London.
  package func endOfDay(_ date: CivilDate) -> Int64 {
    LondonTime.midnight(ofDay: date.daysSinceEpoch + 1) - 1
  }

  /// The end of the n-th working day after the day of a moment. That day counts 0, also when the moment is its first.
  ///
  /// - Parameter number: 0 or less gives the end of the moment's own day.
  package func due(workingDays number: Int, afterMicroseconds moment: Int64) -> Int64 {
    let day = LondonTime.day(atMicroseconds: Self.inside(moment))
    guard number > 0 else { return LondonTime.midnight(ofDay: day + 1) - 1 }
    let last = workingDays.day(number, after: day) ?? WorkingDaySet.lastDay
    return LondonTime.midnight(ofDay: last + 1) - 1
  }

  /// So many hours after a moment. Hours are real ones: a day on which clocks change has 23 or 25 of them.
  ///
  /// On working days only, the clock stands still from the midnight that begins a day off to the midnight that ends it.
  /// The answer is the last moment at which no more than the hours have passed, never one on a day off: hours that are
  /// up just as Friday ends are due with the first moment of Monday.
  ///
  /// - Parameter hours: less than 0 counts as 0.
  package func due(hours: Int, afterMicroseconds moment: Int64, onWorkingDaysOnly: Bool) -> Int64 {
    let length = Int64(min(max(hours, 0), Self.hoursMax)) * Self.microsecondsPerHour
    let start = Self.inside(moment)
    return onWorkingDaysOnly ? due(workingMicroseconds: length, after: start) : Self.inside(start + length)
  }

  /// Clocks change on Sundays, so that each working day has 24 hours, and one step leads over all of them.
  private func due(workingMicroseconds length: Int64, after moment: Int64) -> Int64 {
    let today = LondonTime.day(atMicroseconds: moment)
    let isWorked = workingDays.contains(today)
    let gone = isWorked ? moment - LondonTime.midnight(ofDay: today) : 0
    guard let first = isWorked ? today : workingDays.day(1, after: today) else { return Self.lastMoment }
    let (further, rest) = (gone + length).quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
    guard let last = further == 0 ? first : workingDays.day(Int(further), after: first) else { return Self.lastMoment }
    return LondonTime.midnight(ofDay: last) + rest
  }

  private static func inside(_ moment: Int64) -> Int64 {
    min(max(moment, firstMoment), lastMoment)
  }
}
