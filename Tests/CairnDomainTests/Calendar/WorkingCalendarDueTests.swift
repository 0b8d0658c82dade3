import Testing

@testable import CairnDomain

@Suite struct WorkingCalendarDueTests {
  private let england = WorkingCalendar(nation: .england)

  @Test(arguments: [
    ("2026-11-23", "2026-11-23T23:59:59.999999+00:00"), ("2026-07-01", "2026-07-01T23:59:59.999999+01:00"),
    ("2026-03-28", "2026-03-28T23:59:59.999999+00:00"), ("2026-03-29", "2026-03-29T23:59:59.999999+01:00"),
    ("2026-10-24", "2026-10-24T23:59:59.999999+01:00"), ("2026-10-25", "2026-10-25T23:59:59.999999+00:00"),
    ("2026-12-31", "2026-12-31T23:59:59.999999+00:00"), ("9999-12-31", "9999-12-31T23:59:59.999999+00:00"),
  ])
  func aDayEndsWithItsLastMicrosecondInLondon(day: String, end: String) throws {
    #expect(england.endOfDay(try #require(CivilDate(day))) == (try moment(end)))
  }

  @Test(arguments: [
    (45, "2026-11-23T09:30:00+00:00", "2027-01-28T23:59:59.999999+00:00"),
    (15, "2026-12-14T16:00:00+00:00", "2027-01-07T23:59:59.999999+00:00"),
    (1, "2026-07-01T22:59:59.999999+00:00", "2026-07-02T23:59:59.999999+01:00"),
    (1, "2026-07-01T23:00:00+00:00", "2026-07-03T23:59:59.999999+01:00"),
    (1, "2026-03-27T12:00:00+00:00", "2026-03-30T23:59:59.999999+01:00"),
    (1, "2026-10-23T12:00:00+01:00", "2026-10-26T23:59:59.999999+00:00"),
    (1, "2026-12-31T23:59:59.999999+00:00", "2027-01-04T23:59:59.999999+00:00"),
    (0, "2026-11-28T12:00:00+00:00", "2026-11-28T23:59:59.999999+00:00"),
    (-1, "2026-11-28T12:00:00+00:00", "2026-11-28T23:59:59.999999+00:00"),
  ])
  func workingDaysEndWithTheLastOfThem(number: Int, start: String, due: String) throws {
    #expect(england.due(workingDays: number, afterMicroseconds: try moment(start)) == (try moment(due)))
  }

  @Test(arguments: [
    (4, "2026-11-28T22:00:00+00:00", "2026-11-29T02:00:00+00:00"),
    (24, "2026-03-28T12:00:00+00:00", "2026-03-29T13:00:00+01:00"),
    (24, "2026-10-24T12:00:00+01:00", "2026-10-25T11:00:00+00:00"),
    (72, "2026-12-24T12:00:00+00:00", "2026-12-27T12:00:00+00:00"),
    (0, "2026-11-28T22:00:00+00:00", "2026-11-28T22:00:00+00:00"),
    (-5, "2026-11-28T22:00:00+00:00", "2026-11-28T22:00:00+00:00"),
  ])
  func hoursRunOnEveryDay(hours: Int, start: String, due: String) throws {
    let ended = england.due(hours: hours, afterMicroseconds: try moment(start), onWorkingDaysOnly: false)
    #expect(ended == (try moment(due)))
  }

  @Test(arguments: [
    // Inside a day, over a night, over a weekend, over Christmas with its substitute day.
    (4, "2026-11-23T09:30:00+00:00", "2026-11-23T13:30:00+00:00"),
    (24, "2026-11-23T09:30:00+00:00", "2026-11-24T09:30:00+00:00"),
    (24, "2026-11-27T09:30:00+00:00", "2026-11-30T09:30:00+00:00"),
    (72, "2026-12-23T12:00:00+00:00", "2026-12-30T12:00:00+00:00"),
    // From a day off, as if from the midnight that ends it.
    (4, "2026-11-28T22:00:00+00:00", "2026-11-30T04:00:00+00:00"),
    (0, "2026-11-28T22:00:00+00:00", "2026-11-30T00:00:00+00:00"),
    (0, "2026-11-27T22:00:00+00:00", "2026-11-27T22:00:00+00:00"),
    // To the end of a working day: the clock stands at the hours until the next one begins.
    (2, "2026-11-26T22:00:00+00:00", "2026-11-27T00:00:00+00:00"),
    (2, "2026-11-27T22:00:00+00:00", "2026-11-30T00:00:00+00:00"),
    (2, "2026-11-27T21:59:59.999999+00:00", "2026-11-27T23:59:59.999999+00:00"),
    // Over the Sundays of summer time, which begin and end with hours of different length.
    (24, "2026-03-27T12:00:00+00:00", "2026-03-30T12:00:00+01:00"),
    (24, "2026-10-23T12:00:00+01:00", "2026-10-26T12:00:00+00:00"),
  ])
  func hoursStandStillOnDaysOff(hours: Int, start: String, due: String) throws {
    let ended = england.due(hours: hours, afterMicroseconds: try moment(start), onWorkingDaysOnly: true)
    #expect(ended == (try moment(due)))
  }

  /// No working day has 23 or 25 hours, as clocks change on Sundays; only the length of the day off differs then.
  @Test func clocksChangeOnDaysOff() {
    for year in BankHolidays.years {
      for month in [3, 10] {
        let days = (20...31).map { CivilDate(knownYear: year, month: month, day: $0) }
        let changed = days.filter { england.endOfDay($0) - LondonTime.midnight(of: $0) != 86_399_999_999 }
        #expect(changed.count == 1 && changed.allSatisfy { $0.weekday == 0 }, "\(year)-\(month)")
      }
    }
  }

  @Test func momentsOutsideTheCalendarAreTakenForTheNearestInside() throws {
    let first = try moment("0000-01-01T00:00:00Z")
    let last = try moment("9999-12-31T23:59:59.999999Z")
    for onWorkingDaysOnly in [false, true] {
      func due(_ hours: Int, _ start: Int64) -> Int64 {
        england.due(hours: hours, afterMicroseconds: start, onWorkingDaysOnly: onWorkingDaysOnly)
      }
      #expect(due(1, .max) == last && due(1, last) == last && due(.max, 0) == last && due(.max, .max) == last)
      #expect(due(1, .min) == due(1, first))
    }
    #expect(england.due(workingDays: 1, afterMicroseconds: .max) == last)
    #expect(england.due(workingDays: .max, afterMicroseconds: 0) == last)
    // Five working days are left, in seven days.
    let christmas = try moment("9999-12-24T12:00:00Z")
    #expect(england.due(workingDays: 5, afterMicroseconds: christmas) == last)
    #expect(england.due(workingDays: 6, afterMicroseconds: christmas) == last)
    #expect(england.due(hours: 6 * 24, afterMicroseconds: christmas, onWorkingDaysOnly: true) == last)
    #expect(
      england.due(workingDays: 3, afterMicroseconds: .min) == england.due(workingDays: 3, afterMicroseconds: first))
  }

  private func moment(_ text: String) throws -> Int64 {
    try #require(Timestamp(text)).microseconds
  }
}
