import Testing

@testable import CairnDomain

@Suite struct LondonTimeTests {
  @Test(arguments: [
    ("2026-01-15T23:59:59Z", "2026-01-15"), ("2026-07-01T22:59:59Z", "2026-07-01"),
    ("2026-07-01T23:00:00Z", "2026-07-02"), ("2026-03-28T23:30:00Z", "2026-03-28"),
    ("2026-03-29T23:30:00Z", "2026-03-30"), ("2026-10-24T23:30:00Z", "2026-10-25"),
    ("2026-10-25T23:30:00Z", "2026-10-25"), ("1969-12-31T23:59:59Z", "1969-12-31"),
  ])
  func theDayIsThatOfTheUnitedKingdom(moment: String, day: String) throws {
    let microseconds = try #require(Timestamp(moment)).microseconds
    #expect(LondonTime.date(atMicroseconds: microseconds) == CivilDate(day))
  }

  @Test(arguments: [
    ("2026-03-29T00:59:59Z", 0), ("2026-03-29T01:00:00Z", 3_600), ("2026-10-25T00:59:59Z", 3_600),
    ("2026-10-25T01:00:00Z", 0),
  ])
  func clocksAreAnHourAheadInSummer(moment: String, offsetSeconds: Int) throws {
    let seconds = try #require(Timestamp(moment)).microseconds / 1_000_000
    #expect(LondonTime.offsetSeconds(atSeconds: Int(seconds)) == offsetSeconds)
  }

  @Test func timesOutsideTheCalendarHaveNoDay() {
    #expect(LondonTime.date(atMicroseconds: .max) == nil)
    #expect(LondonTime.date(atMicroseconds: .min) == nil)
  }

  @Test(arguments: [
    ("2026-01-15", "2026-01-15T00:00:00Z"), ("2026-07-01", "2026-06-30T23:00:00Z"),
    ("2026-03-29", "2026-03-29T00:00:00Z"), ("2026-03-30", "2026-03-29T23:00:00Z"),
    ("2026-10-25", "2026-10-24T23:00:00Z"), ("2026-10-26", "2026-10-26T00:00:00Z"),
    ("2020-03-31", "2020-03-30T23:00:00Z"), ("2021-10-31", "2021-10-30T23:00:00Z"),
    ("2027-01-01", "2027-01-01T00:00:00Z"), ("0000-01-01", "0000-01-01T00:00:00Z"),
    ("9999-12-31", "9999-12-31T00:00:00Z"),
  ])
  func aDayBeginsAtMidnightOfItsClocks(day: String, moment: String) throws {
    let midnight = LondonTime.midnight(of: try #require(CivilDate(day)))
    #expect(midnight == (try #require(Timestamp(moment)).microseconds))
  }

  /// Source: https://www.gov.uk/when-do-the-clocks-change.
  @Test(arguments: [
    ("2022-03-27", "2022-10-30"), ("2023-03-26", "2023-10-29"), ("2024-03-31", "2024-10-27"),
    ("2025-03-30", "2025-10-26"), ("2026-03-29", "2026-10-25"), ("2027-03-28", "2027-10-31"),
  ])
  func theDaysOnWhichClocksChangeAreShorterAndLonger(spring: String, autumn: String) throws {
    func hours(_ day: String) throws -> Int64 {
      let days = try #require(CivilDate(day)).daysSinceEpoch
      return (LondonTime.midnight(ofDay: days + 1) - LondonTime.midnight(ofDay: days)) / 3_600_000_000
    }
    #expect(try hours(spring) == 23)
    #expect(try hours(autumn) == 25)
  }

  @Test func midnightBeginsItsDayAndEndsTheOneBefore() {
    for day in CivilDate(knownYear: 1996, month: 1, day: 1).daysSinceEpoch...84_005 {
      let midnight = LondonTime.midnight(ofDay: day)
      guard LondonTime.day(atMicroseconds: midnight) == day, LondonTime.day(atMicroseconds: midnight - 1) == day - 1
      else {
        Issue.record("day \(day) does not begin at \(midnight)")
        return
      }
    }
  }
}
