import Testing

@testable import CairnDomain

@Suite struct CivilDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017), ("2026-11-23", 20_780),
    ("0000-01-01", -719_528), ("9999-12-31", 2_932_896), ("1900-02-28", -25_509), ("1900-03-01", -25_508),
  ])
  func daysAreCountedFrom1970(text: String, days: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSinceEpoch == days)
    #expect(CivilDate(daysSinceEpoch: days) == date)
  }

  @Test func everyDayOf800YearsFollowsTheOneBefore() throws {
    var previous = try #require(CivilDate("1599-12-31"))
    for days in (previous.daysSinceEpoch + 1)...(previous.daysSinceEpoch + 292_194) {
      let date = try #require(CivilDate(daysSinceEpoch: days))
      guard date.daysSinceEpoch == days, previous < date, date.weekday == (previous.weekday + 1) % 7 else {
        Issue.record("day \(days) breaks the order")
        return
      }
      previous = date
    }
    #expect(previous == CivilDate("2399-12-31"))
  }

  @Test func theYearsOutside0To9999AreNotRepresented() {
    #expect(CivilDate(daysSinceEpoch: -719_529) == nil)
    #expect(CivilDate(daysSinceEpoch: 2_932_897) == nil)
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
  }

  @Test(arguments: [
    "", "2026-11", "2026-11-31", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-10", "2026-10-00", "26-11-23",
    "2026-11-23 ", " 2026-11-23", "2026/11/23", "23-11-2026", "2026-11-2a", "２026-11-23",
  ])
  func whatIsNoDayIsRefused(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func weekdaysAreKnownOnes() {
    #expect(CivilDate("1970-01-01")?.weekday == 4)
    #expect(CivilDate("2026-11-22")?.weekday == 0)
    #expect(CivilDate("1969-12-27")?.weekday == 6)
  }

  @Test(arguments: [
    ("2008-11-23", "2026-11-23", 18), ("2008-11-24", "2026-11-23", 17), ("2008-02-29", "2026-02-28", 17),
    ("2008-02-29", "2026-03-01", 18), ("2026-11-23", "2026-11-23", 0),
  ])
  func ageIsInFullYears(birth: String, day: String, years: Int) throws {
    #expect(try #require(CivilDate(birth)).yearsOld(on: #require(CivilDate(day))) == years)
  }
}
