/// A day of the Gregorian calendar, carried back before its introduction; years 0 to 9999.
package struct CivilDate: Hashable, Sendable {
  /// 0 to 9999.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int

  /// Makes a day; `nil` if the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Self.daysInMonth(month, of: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Makes a day that is written in source code, and is a mistake there if the calendar does not have it.
  init(knownYear year: Int, month: Int, day: Int) {
    guard let date = Self(year: year, month: month, day: day) else {
      preconditionFailure("the calendar has no day \(year)-\(month)-\(day)")
    }
    self = date
  }

  /// Reads `YYYY-MM-DD`; `nil` for anything else and for days that the calendar does not have.
  package init?(_ text: String) {
    guard let date = ASCIICursor.read(text, { $0.takeDate() }) else { return nil }
    self = date
  }

  /// `YYYY-MM-DD`.
  package var text: String { [year].padded(to: 4) + "-" + [month, day].padded(to: 2, separator: "-") }

  private static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }
}

extension CivilDate: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension ASCIICursor {
  /// Takes `YYYY-MM-DD`.
  mutating func takeDate() -> CivilDate? {
    guard let year = takeNumber(digits: 4), take(UInt8(ascii: "-")),
      let month = takeNumber(digits: 2), take(UInt8(ascii: "-")),
      let day = takeNumber(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}

extension [Int] {
  /// Each with leading zeros.
  func padded(to width: Int, separator: String = "") -> String {
    map { number in
      let digits = String(number)
      return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }.joined(separator: separator)
  }
}
