import Testing

@testable import CairnDomain

/// Holidays that are tied to a date, on each weekday that it can fall on, in years that nobody has published yet.
@Suite struct SubstituteDayTests {
  private static let outsideScotland = [Nation.england, .wales, .northernIreland]

  @Test(arguments: Nation.allCases)
  func christmasAndBoxingDayMoveOffTheWeekend(nation: Nation) {
    let onWeekdays = "12-25 12-26"
    check(
      nation, month: 12, day: 25,
      fromSunday: ["12-26 12-27", onWeekdays, onWeekdays, onWeekdays, onWeekdays, "12-25 12-28", "12-27 12-28"])
  }

  @Test(arguments: outsideScotland)
  func newYearMovesOffTheWeekend(nation: Nation) {
    let onWeekdays = "01-01"
    check(
      nation, month: 1, day: 1,
      fromSunday: ["01-02", onWeekdays, onWeekdays, onWeekdays, onWeekdays, onWeekdays, "01-03"])
  }

  @Test func bothDaysOfTheScottishNewYearMoveOffTheWeekend() {
    let onWeekdays = "01-01 01-02"
    check(
      .scotland, month: 1, day: 1,
      fromSunday: ["01-02 01-03", onWeekdays, onWeekdays, onWeekdays, onWeekdays, "01-01 01-04", "01-03 01-04"])
  }

  @Test func saintAndrewsDayMovesOffTheWeekend() {
    let onWeekdays = "11-30"
    check(
      .scotland, month: 11, day: 30,
      fromSunday: ["12-01", onWeekdays, onWeekdays, onWeekdays, onWeekdays, onWeekdays, "12-02"])
  }

  @Test func saintPatricksDayMovesOffTheWeekend() {
    let onWeekdays = "03-17"
    check(
      .northernIreland, month: 3, day: 17,
      fromSunday: ["03-18", onWeekdays, onWeekdays, onWeekdays, onWeekdays, onWeekdays, "03-19"])
  }

  @Test func theDayOfTheBoyneMovesOffTheWeekend() {
    let onWeekdays = "07-12"
    check(
      .northernIreland, month: 7, day: 12,
      fromSunday: ["07-13", onWeekdays, onWeekdays, onWeekdays, onWeekdays, onWeekdays, "07-14"])
  }

  /// Holds the holidays from a date to three days later against what its weekday asks for.
  private func check(_ nation: Nation, month: Int, day: Int, fromSunday kept: [String]) {
    var weekdays: Set<Int> = []
    for year in 2029...BankHolidays.years.upperBound {
      let date = CivilDate(knownYear: year, month: month, day: day)
      let near = BankHolidays.days(of: year, in: nation).filter {
        (0...3).contains($0.daysSinceEpoch - date.daysSinceEpoch)
      }
      weekdays.insert(date.weekday)
      #expect(near.map(\.monthAndDay).joined(separator: " ") == kept[date.weekday], "\(nation) \(year)")
    }
    #expect(weekdays.count == 7)
  }
}
