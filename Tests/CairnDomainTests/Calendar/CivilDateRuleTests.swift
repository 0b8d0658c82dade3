import Testing

@testable import CairnDomain

@Suite struct CivilDateRuleTests {
  /// Among them the earliest and the latest Easter that there can be.
  @Test(arguments: [
    "1818-03-22", "1943-04-25", "1980-04-06", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21",
    "2026-04-05", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28", "2199-04-14", "2285-03-22", "4200-04-20",
  ])
  func easterIsThatOfTheChurch(day: String) throws {
    let date = try #require(CivilDate(day))
    #expect(CivilDate.easterSunday(of: date.year) == date)
  }

  @Test func easterIsASundayBetween22MarchAnd25April() {
    for year in 1583...9999 {
      let easter = CivilDate.easterSunday(of: year)
      guard easter.weekday == 0, (322...425).contains(easter.month * 100 + easter.day) else {
        Issue.record("Easter of \(year) is \(easter)")
        return
      }
    }
  }

  @Test func mondaysAreTheFirstAndTheLastOfTheirMonth() {
    for year in BankHolidays.years {
      for month in [5, 8] {
        let first = CivilDate.firstMonday(ofMonth: month, of: year)
        let last = CivilDate.lastMonday(ofLongMonth: month, of: year)
        guard [first.weekday, last.weekday] == [1, 1], [first.month, last.month] == [month, month],
          (1...7).contains(first.day), (25...31).contains(last.day)
        else {
          Issue.record("Mondays of \(year)-\(month) are \(first) and \(last)")
          return
        }
      }
    }
  }

  @Test func weekendsAreSaturdaysAndSundays() throws {
    let days = try #require(CivilDate("2026-11-23")).daysSinceEpoch
    #expect(
      (0..<7).map { CivilDate(daysSinceEpoch: days + $0)?.isWeekend } == [
        false, false, false, false, false, true, true,
      ])
  }
}
