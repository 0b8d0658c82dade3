import CairnMessages
import Testing

@testable import CairnDomain

/// By when things are due, as commands write it into events.
@Suite struct ClockSettingsTests {
  private func moment(_ text: String) throws -> Int64 { try #require(Timestamp(text)).microseconds }

  /// Rating, start and end. Friday the 27th of November 2026; Easter 2027 is the 28th of March, when summer time begins.
  @Test(arguments: [
    (Rag.red, "2026-11-27T22:00:00Z", "2026-11-28T02:00:00Z"),
    (.unspecified, "2026-11-27T22:00:00Z", "2026-11-28T02:00:00Z"),
    (.amber, "2026-11-27T22:00:00Z", "2026-11-30T22:00:00Z"),
    (.green, "2026-11-26T10:00:00Z", "2026-12-01T10:00:00Z"),
    (.green, "2026-11-27T22:00:00Z", "2026-12-02T22:00:00Z"),
    // Received on a Saturday: the clock stands still until Monday.
    (.amber, "2026-11-28T12:00:00Z", "2026-12-01T00:00:00Z"),
    (.red, "2026-11-28T12:00:00Z", "2026-11-28T16:00:00Z"),
    // Good Friday to Easter Monday, and clocks an hour ahead from Sunday on.
    (.amber, "2027-03-25T22:00:00Z", "2027-03-30T21:00:00Z"),
    // Real hours: the night in which clocks are put forward, and back.
    (.red, "2027-03-27T23:00:00Z", "2027-03-28T03:00:00Z"),
    (.red, "2026-10-24T22:30:00Z", "2026-10-25T02:30:00Z"),
    (.amber, "2026-10-23T11:00:00Z", "2026-10-26T12:00:00Z"),
  ])
  func informationIsDueByTheRating(rag: Rag, start: String, end: String) throws {
    #expect(ClockSettings.standard.informationDue(rag, afterMicroseconds: try moment(start)) == (try moment(end)))
  }

  /// The end of the next working day, by the clocks of London.
  @Test(arguments: [
    ("2026-11-23T10:00:00Z", "2026-11-25T00:00:00Z"), ("2026-11-27T23:59:59Z", "2026-12-01T00:00:00Z"),
    ("2026-12-24T12:00:00Z", "2026-12-30T00:00:00Z"), ("2026-10-23T22:59:59Z", "2026-10-27T00:00:00Z"),
    ("2026-06-30T22:59:59Z", "2026-07-01T23:00:00Z"), ("2026-06-30T23:00:00Z", "2026-07-02T23:00:00Z"),
  ])
  func theDecisionIsDueAtTheEndOfTheNextWorkingDay(start: String, after: String) throws {
    #expect(ClockSettings.standard.decisionDue(afterMicroseconds: try moment(start)) == (try moment(after)) - 1)
  }

  @Test func aHubMaySetItsOwnHours() throws {
    let hours = try #require(ClockSettings.RatingHours(red: 1, amber: 2, green: 8_784))
    let settings = ClockSettings(calendar: WorkingCalendar(nation: .scotland), hours: hours)
    // St Andrew's Day is a holiday in Scotland.
    #expect(
      settings.informationDue(.amber, afterMicroseconds: try moment("2026-11-29T12:00:00Z"))
        == (try moment("2026-12-01T02:00:00Z")))
    #expect(ClockSettings.RatingHours(red: 0, amber: 2, green: 3) == nil)
    #expect(ClockSettings.RatingHours(red: 3, amber: 2, green: 3) == nil)
    #expect(ClockSettings.RatingHours(red: 1, amber: 4, green: 3) == nil)
    #expect(ClockSettings.RatingHours(red: 1, amber: 2, green: 8_785) == nil)
    #expect(ClockSettings.RatingHours.usual == ClockSettings.RatingHours(red: 4, amber: 24, green: 72))
  }
}
