/// Days that a rule finds in a year, as bank holidays need them.
extension CivilDate {
  private static let monday = 1

  /// Easter Sunday of the Gregorian calendar.
  ///
  /// Source: the anonymous algorithm in Nature, 20 April 1876; J. Meeus, Astronomical Algorithms, chapter 8.
  ///
  /// - Parameter year: 0 to 9999.
  static func easterSunday(of year: Int) -> CivilDate {
    let golden = year % 19
    let (century, yearOfCentury) = year.quotientAndRemainder(dividingBy: 100)
    let moonCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
    let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let late = (golden + 11 * epact + 22 * toSunday) / 451
    let (month, day) = (epact + toSunday - 7 * late + 114).quotientAndRemainder(dividingBy: 31)
    return CivilDate(knownYear: year, month: month, day: day + 1)
  }

  static func firstMonday(ofMonth month: Int, of year: Int) -> CivilDate {
    let first = CivilDate(knownYear: year, month: month, day: 1)
    return CivilDate(knownYear: year, month: month, day: 1 + (monday + 7 - first.weekday) % 7)
  }

  /// - Parameter month: one that has 31 days.
  static func lastMonday(ofLongMonth month: Int, of year: Int) -> CivilDate {
    let last = CivilDate(knownYear: year, month: month, day: 31)
    return CivilDate(knownYear: year, month: month, day: 31 - (last.weekday + 7 - monday) % 7)
  }

  var isWeekend: Bool { weekday == 0 || weekday == 6 }
}
