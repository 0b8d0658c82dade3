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
}
