import Testing

@testable import CairnDomain

@Suite struct WorkingCalendarTests {
  private let england = WorkingCalendar(nation: .england)

  /// From the limits of Working Together to Safeguard Children; holidays of Christmas and the New Year in between.
  @Test(arguments: [
    (45, "2026-11-23", "2027-01-28"), (15, "2026-12-14", "2027-01-07"), (1, "2026-11-23", "2026-11-24"),
    (10, "2026-12-18", "2027-01-06"), (5, "2026-03-30", "2026-04-08"),
  ])
  func workingDaysAreCountedFromTheDayAfter(number: Int, start: String, end: String) throws {
    #expect(england.day(workingDays: number, after: try #require(CivilDate(start))) == CivilDate(end))
  }

  @Test(arguments: [
    (1, "2026-11-27", "2026-11-30"), (1, "2026-11-28", "2026-11-30"), (1, "2026-11-29", "2026-11-30"),
    (2, "2026-11-28", "2026-12-01"), (1, "2026-12-25", "2026-12-29"), (1, "2026-12-28", "2026-12-29"),
  ])
  func aDayOffAsTheStartCountsNothing(number: Int, start: String, end: String) throws {
    #expect(england.day(workingDays: number, after: try #require(CivilDate(start))) == CivilDate(end))
  }

  @Test(arguments: [0, -1, Int.min])
  func noWorkingDaysAfterADayIsTheDay(number: Int) throws {
    let saturday = try #require(CivilDate("2026-11-28"))
    #expect(england.day(workingDays: number, after: saturday) == saturday)
  }

  @Test(arguments: [
    (Nation.england, "2026-12-03"), (.wales, "2026-12-03"), (.northernIreland, "2026-12-03"), (.scotland, "2026-12-04"),
  ])
  func nationsDiffer(nation: Nation, end: String) throws {
    let calendar = WorkingCalendar(nation: nation)
    let start = try #require(CivilDate("2026-11-26"))
    #expect(calendar.nation == nation)
    #expect(calendar.day(workingDays: 5, after: start) == CivilDate(end))
  }

  @Test func proclaimedDaysAreDaysOff() throws {
    let proclaimed = try ["2031-06-03", "2031-06-02", "2031-06-03", "1900-06-01", "2500-06-01", "2031-06-01"].map {
      try #require(CivilDate($0))
    }
    let calendar = WorkingCalendar(nation: .england, proclaimed: proclaimed)
    #expect(calendar.proclaimed == proclaimed)
    #expect(england.day(workingDays: 1, after: try #require(CivilDate("2031-05-30"))) == CivilDate("2031-06-02"))
    #expect(calendar.day(workingDays: 1, after: try #require(CivilDate("2031-05-30"))) == CivilDate("2031-06-04"))
    #expect(calendar.isWorkingDay(try #require(CivilDate("2500-06-01"))))
  }

  @Test(arguments: Nation.allCases)
  func aWorkingDayIsAWeekdayThatIsNoBankHoliday(nation: Nation) throws {
    let calendar = WorkingCalendar(nation: nation)
    for year in 1970...2210 {
      let holidays = Set(BankHolidays.days(of: year, in: nation))
      let first = CivilDate(knownYear: year, month: 1, day: 1).daysSinceEpoch
      let next = CivilDate(knownYear: year + 1, month: 1, day: 1).daysSinceEpoch
      for day in first..<next {
        let date = try #require(CivilDate(daysSinceEpoch: day))
        guard calendar.isWorkingDay(date) == (!date.isWeekend && !holidays.contains(date)) else {
          Issue.record("\(nation) \(date)")
          return
        }
      }
    }
  }

  @Test func outsideTheYearsOnlyWeekendsAreDaysOff() throws {
    #expect(england.isWorkingDay(try #require(CivilDate("1979-12-25"))))
    #expect(!england.isWorkingDay(try #require(CivilDate("1980-01-01"))))
    #expect(!england.isWorkingDay(try #require(CivilDate("2199-12-25"))))
    #expect(england.isWorkingDay(try #require(CivilDate("2200-01-01"))))
    #expect(!england.isWorkingDay(try #require(CivilDate("2200-01-04"))))
    #expect(england.day(workingDays: 5, after: try #require(CivilDate("0000-01-01"))) == CivilDate("0000-01-07"))
  }

  @Test func theCalendarEndsWithItsLastDay() throws {
    let last = try #require(CivilDate("9999-12-31"))
    #expect(england.day(workingDays: 1, after: last) == last)
    #expect(england.day(workingDays: 1, after: try #require(CivilDate("9999-12-30"))) == last)
    #expect(england.day(workingDays: 2, after: try #require(CivilDate("9999-12-30"))) == last)
    #expect(england.day(workingDays: .max, after: try #require(CivilDate("2026-11-23"))) == last)
  }
}
