/// The day that it is in England, Wales, Scotland and Northern Ireland at a moment.
///
/// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October: right for every
/// moment since 1996, which is as far back as anything is recorded.
///
/// Source: The Summer Time Order 2002.
package enum LondonTime {
  /// The civil day; `nil` outside the years 0 to 9999.
  static func date(atMicroseconds microseconds: Int64) -> CivilDate? {
    let seconds = Int(microseconds.floored(dividingBy: 1_000_000))
    guard let utcDate = CivilDate(daysSinceEpoch: seconds.floored(dividingBy: 86_400)) else { return nil }
    let localSeconds = seconds + offsetSeconds(atSeconds: seconds, year: utcDate.year)
    return CivilDate(daysSinceEpoch: localSeconds.floored(dividingBy: 86_400))
  }

  /// How far clocks are ahead of UTC: an hour in summer. Zero outside the years 0 to 9999.
  ///
  /// - Parameter seconds: since 1970-01-01T00:00:00Z.
  package static func offsetSeconds(atSeconds seconds: Int) -> Int {
    let utcDate = CivilDate(daysSinceEpoch: seconds.floored(dividingBy: 86_400))
    return utcDate.map { offsetSeconds(atSeconds: seconds, year: $0.year) } ?? 0
  }

  private static func offsetSeconds(atSeconds seconds: Int, year: Int) -> Int {
    isSummer(seconds, year: year) ? 3_600 : 0
  }

  private static func isSummer(_ seconds: Int, year: Int) -> Bool {
    guard let start = changeSeconds(year: year, month: 3), let end = changeSeconds(year: year, month: 10) else {
      return false
    }
    return (start..<end).contains(seconds)
  }

  /// 01:00 UTC on the last Sunday of a month of 31 days.
  private static func changeSeconds(year: Int, month: Int) -> Int? {
    CivilDate(year: year, month: month, day: 31).map { ($0.daysSinceEpoch - $0.weekday) * 86_400 + 3_600 }
  }
}
