import Testing

@testable import CairnDomain

@Suite struct BankHolidayTests {
  @Test(arguments: [Nation.england, .wales], PublishedBankHolidays.englandAndWales)
  func englandAndWalesKeepWhatIsPublished(nation: Nation, published: (year: Int, days: String)) {
    #expect(days(of: published.year, in: nation) == published.days)
  }

  @Test(arguments: PublishedBankHolidays.scotland)
  func scotlandKeepsWhatIsPublished(year: Int, published: String) {
    #expect(days(of: year, in: .scotland) == published)
  }

  @Test(arguments: PublishedBankHolidays.northernIreland)
  func northernIrelandKeepsWhatIsPublished(year: Int, published: String) {
    #expect(days(of: year, in: .northernIreland) == published)
  }

  /// Days of May and June, where holidays were moved and added before gov.uk published them.
  @Test(arguments: [
    (1994, Nation.england, "05-02 05-30"), (1995, .england, "05-08 05-29"), (1995, .wales, "05-08 05-29"),
    (1995, .northernIreland, "05-08 05-29"), (1995, .scotland, "05-01 05-08 05-29"), (1996, .scotland, "05-06 05-27"),
    (2001, .england, "05-07 05-28"), (2002, .england, "05-06 06-03 06-04"), (2002, .scotland, "05-06 06-03 06-04"),
    (2002, .northernIreland, "05-06 06-03 06-04"), (2003, .england, "05-05 05-26"),
  ])
  func holidaysWereMovedAndAddedInSpring(year: Int, nation: Nation, spring: String) {
    #expect(days(of: year, in: nation, months: 5...6) == spring)
  }

  @Test(arguments: Nation.allCases)
  func daysWereAppointedForTheWholeKingdom(nation: Nation) {
    #expect(days(of: 1981, in: nation, months: 7...7).hasSuffix("07-29"))
    #expect(days(of: 1999, in: nation, months: 12...12) == "12-27 12-28 12-31")
    #expect(days(of: 2011, in: nation, months: 4...4).hasSuffix("04-29"))
    #expect(days(of: 2022, in: nation, months: 9...9) == "09-19")
  }

  /// Source: The London Gazette 55182, proclamation of 24 June 1998.
  @Test func aProclamationIsKept() {
    for nation in Nation.allCases {
      #expect(days(of: 1998, in: nation, months: 12...12) == "12-25 12-28")
    }
    #expect(days(of: 1999, in: .scotland, months: 1...1) == "01-01 01-04")
    #expect(days(of: 1999, in: .england, months: 1...1) == "01-01")
    #expect(days(of: 1999, in: .scotland, months: 5...5) == "05-03 05-31")
  }

  @Test func saintAndrewsDayIsKeptSince2007() {
    #expect(days(of: 2006, in: .scotland, months: 11...12) == "12-25 12-26")
    #expect(days(of: 2007, in: .scotland, months: 11...12) == "11-30 12-25 12-26")
    #expect(days(of: 2007, in: .england, months: 11...12) == "12-25 12-26")
  }

  @Test func listsAreInOrderOnWeekdaysAndAsLongAsTheNationHasHolidays() {
    for nation in Nation.allCases {
      let count = [.england: 8, .wales: 8, .scotland: 9, .northernIreland: 10][nation]
      for year in BankHolidays.years {
        let days = BankHolidays.days(of: year, in: nation)
        guard days.allSatisfy({ $0.year == year && !$0.isWeekend }), zip(days, days.dropFirst()).allSatisfy(<) else {
          Issue.record("\(nation) \(year): \(days)")
          return
        }
        if year > 2026 { #expect(days.count == count, "\(nation) \(year)") }
      }
    }
  }

  @Test func theYearsOutsideHaveNone() {
    for nation in Nation.allCases {
      #expect(BankHolidays.days(of: 1979, in: nation).isEmpty && BankHolidays.days(of: 2200, in: nation).isEmpty)
      #expect(!BankHolidays.days(of: 1980, in: nation).isEmpty && !BankHolidays.days(of: 2199, in: nation).isEmpty)
    }
  }

  @Test func aDayIsAHolidayOnlyWhereItIsKept() throws {
    let worldCup = try #require(CivilDate("2026-06-15"))
    #expect(Nation.allCases.filter { BankHolidays.isHoliday(worldCup, in: $0) } == [.scotland])
    let boyne = try #require(CivilDate("2026-07-13"))
    #expect(Nation.allCases.filter { BankHolidays.isHoliday(boyne, in: $0) } == [.northernIreland])
    let christmas = try #require(CivilDate("2026-12-25"))
    #expect(Nation.allCases.filter { BankHolidays.isHoliday(christmas, in: $0) } == Nation.allCases)
  }

  private func days(of year: Int, in nation: Nation, months: ClosedRange<Int> = 1...12) -> String {
    BankHolidays.days(of: year, in: nation).filter { months.contains($0.month) }.map(\.monthAndDay)
      .joined(separator: " ")
  }
}
