/// A bank holiday that was appointed for one year, or moved in it.
struct BankHolidayProclamation: Sendable {
  let day: CivilDate
  /// The bank holiday that it takes the place of; `nil` for a holiday more.
  let inPlaceOf: CivilDate?
  let nations: [Nation]

  private init(_ day: (Int, Int, Int), inPlaceOf: (Int, Int, Int)? = nil, in nations: [Nation] = Nation.allCases) {
    self.day = CivilDate(knownYear: day.0, month: day.1, day: day.2)
    self.inPlaceOf = inPlaceOf.map { CivilDate(knownYear: $0.0, month: $0.1, day: $0.2) }
    self.nations = nations
  }

  /// Those since 1980 that no rule gives, in order. A new one is added here; until then a hub has it as data.
  ///
  /// Source: https://www.gov.uk/bank-holidays for those since 2012; Hansard where it is named; calendars of the time.
  static let all = [
    // The wedding of the Prince of Wales and Lady Diana Spencer.
    Self((1981, 7, 29)),
    // 50 years since the end of the war in Europe. Scotland kept 1 May as well: HC Deb 2 March 1995 vol 255 c709W.
    Self((1995, 5, 8), inPlaceOf: (1995, 5, 1), in: [.england, .wales, .northernIreland]),
    Self((1995, 5, 8), in: [.scotland]),
    // The eve of the year 2000.
    Self((1999, 12, 31)),
    // The Queen's golden jubilee.
    Self((2002, 6, 3)),
    Self((2002, 6, 4), inPlaceOf: (2002, 5, 27)),
    // The wedding of Prince William and Catherine Middleton.
    Self((2011, 4, 29)),
    // The Queen's diamond jubilee.
    Self((2012, 6, 4), inPlaceOf: (2012, 5, 28)),
    Self((2012, 6, 5)),
    // 75 years since the end of the war in Europe.
    Self((2020, 5, 8), inPlaceOf: (2020, 5, 4)),
    // The Queen's platinum jubilee.
    Self((2022, 6, 2), inPlaceOf: (2022, 5, 30)),
    Self((2022, 6, 3)),
    // The Queen's state funeral.
    Self((2022, 9, 19)),
    // The King's coronation.
    Self((2023, 5, 8)),
    // Scotland at the football World Cup: Proclamation of 4 February 2026.
    Self((2026, 6, 15), in: [.scotland]),
  ]
}
