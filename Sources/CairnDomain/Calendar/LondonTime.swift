/// The day that it is in England, Wales, Scotland and Northern Ireland at a moment, and the moment when a day begins.
///
/// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October: right for
/// every moment since 1996, which is as far back as anything is recorded.
///
/// Source: The Summer Time Order 2002.
package enum LondonTime {
  /// The civil day; `nil` outside the years 0 to 9999.
  package static func date(atMicroseconds microseconds: Int64) -> CivilDate? {
    CivilDate(daysSinceEpoch: day(atMicroseconds: microseconds))
  }

  /// The civil day, counted from 1970-01-01. Outside the years 0 to 9999, that of UTC.
  static func day(atMicroseconds microseconds: Int64) -> Int {
    let seconds = Int(microseconds.floored(dividingBy: 1_000_000))
    return (seconds + offsetSeconds(atSeconds: seconds)).floored(dividingBy: 86_400)
  }

  /// The first moment of a day, in microseconds since 1970-01-01T00:00:00Z.
  package static func midnight(of date: CivilDate) -> Int64 {
    midnight(ofDay: date.daysSinceEpoch)
  }

  /// The first moment of a day that is counted from 1970-01-01, in microseconds since 1970-01-01T00:00:00Z.
  static func midnight(ofDay day: Int) -> Int64 {
    let winterSeconds = day * 86_400
    // It is 23:00 UTC in summer and 00:00 UTC in winter. Clocks change at 01:00 UTC, so the first tells which it is.
    return Int64(winterSeconds - offsetSeconds(atSeconds: winterSeconds - 3_600)) * 1_000_000
  }

  /// How far clocks are ahead of UTC: an hour in summer. Zero outside the years 0 to 9999.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  package static func offsetSeconds(atSeconds seconds: Int) -> Int {
    let utcDate = CivilDate(daysSinceEpoch: seconds.floored(dividingBy: 86_400))
    return utcDate.map { isSummer(seconds, on: $0) ? 3_600 : 0 } ?? 0
  }

  private static func isSummer(_ seconds: Int, on utcDate: CivilDate) -> Bool {
    switch utcDate.month {
    case 4...9: true
    case 3: seconds >= changeSeconds(year: utcDate.year, month: 3)
    case 10: seconds < changeSeconds(year: utcDate.year, month: 10)
    default: false
    }
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days.
  private static func changeSeconds(year: Int, month: Int) -> Int {
    let last = CivilDate(knownYear: year, month: month, day: 31)
    return (last.daysSinceEpoch - last.weekday) * 86_400 + 3_600
  }
}
