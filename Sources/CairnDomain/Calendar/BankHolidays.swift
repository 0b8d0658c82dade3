/// The days on which banks and offices of a nation are closed, weekends aside.
///
/// Good Friday and Christmas Day, which common law makes holidays in England, Wales and Northern Ireland, count too, as
/// they do at gov.uk. The rules of today are carried forward: what will be proclaimed one day cannot be known, and a
/// hub hands it to its ``WorkingCalendar``.
///
/// Source: Banking and Financial Dealings Act 1971, s1 and Schedule 1, and proclamations under its s1(2) and (3);
/// St Andrew's Day Bank Holiday (Scotland) Act 2007; https://www.gov.uk/bank-holidays.
package enum BankHolidays {
  /// The years whose bank holidays can be computed. Before them other rules held.
  package static let years = 1980...2199

  /// The bank holidays of a year, in order, as they are kept: for one on a weekend, its substitute day. Empty outside
  /// ``years``.
  package static func days(of year: Int, in nation: Nation) -> [CivilDate] {
    guard years.contains(year) else { return [] }
    var days = Set(ruled(in: nation, year: year))
    for proclamation in BankHolidayProclamation.all where proclamation.day.year == year {
      guard proclamation.nations.contains(nation) else { continue }
      if let replaced = proclamation.inPlaceOf { days.remove(replaced) }
      days.insert(proclamation.day)
    }
    return days.sorted()
  }

  /// Whether a day is a bank holiday. Makes the list of its year: ask a ``WorkingCalendar`` when asking often.
  package static func isHoliday(_ date: CivilDate, in nation: Nation) -> Bool {
    days(of: date.year, in: nation).contains(date)
  }

  /// What statute, or a proclamation that is made each year alike, gives a nation.
  private static func ruled(in nation: Nation, year: Int) -> [CivilDate] {
    let day = { (month: Int, day: Int) in CivilDate(knownYear: year, month: month, day: day) }
    let easter = CivilDate.easterSunday(of: year)
    let everywhere =
      [easter.adding(days: -2), .firstMonday(ofMonth: 5, of: year), .lastMonday(ofLongMonth: 5, of: year)]
      + kept([day(12, 25), day(12, 26)])
    let outsideScotland = [easter.adding(days: 1), .lastMonday(ofLongMonth: 8, of: year)] + kept([day(1, 1)])
    switch nation {
    case .england, .wales:
      return everywhere + outsideScotland
    case .northernIreland:
      let saintPatrick = kept([day(3, 17)])
      let boyne = kept([day(7, 12)])
      return everywhere + outsideScotland + saintPatrick + boyne
    case .scotland:
      let saintAndrew = year >= 2007 ? kept([day(11, 30)]) : []
      return everywhere + kept([day(1, 1), day(1, 2)]) + [.firstMonday(ofMonth: 8, of: year)] + saintAndrew
    }
  }

  /// Neighbouring holidays as they are kept: one on a weekend goes to the next weekday that is not a holiday already.
  ///
  /// Statute says so for most Sundays, a proclamation each year for the rest. It is told that nobody made one for
  /// 4 January 2010 and 2011 in Scotland; they count all the same.
  private static func kept(_ holidays: [CivilDate]) -> [CivilDate] {
    var kept = holidays.filter { !$0.isWeekend }
    for holiday in holidays where holiday.isWeekend {
      var substitute = holiday.adding(days: 1)
      while substitute.isWeekend || kept.contains(substitute) { substitute = substitute.adding(days: 1) }
      kept.append(substitute)
    }
    return kept
  }
}

extension CivilDate {
  /// Inside the years of ``BankHolidays`` the calendar never ends.
  fileprivate func adding(days: Int) -> CivilDate {
    guard let date = CivilDate(daysSinceEpoch: daysSinceEpoch + days) else {
      preconditionFailure("the calendar has no day \(days) days from \(year)-\(month)-\(day)")
    }
    return date
  }
}
