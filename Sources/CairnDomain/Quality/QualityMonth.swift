/// A month of the calendar in London.
package struct QualityMonth: Hashable, Sendable {
  /// Months since January of the year 0.
  private let ordinal: Int

  /// 0 to 9999.
  package var year: Int { ordinal / 12 }
  /// 1 to 12.
  package var month: Int { ordinal % 12 + 1 }

  /// The month of a day.
  package init(of date: CivilDate) {
    ordinal = date.year * 12 + date.month - 1
  }

  /// The month of a moment, in microseconds since 1970-01-01T00:00:00Z; `nil` outside the years 0 to 9999.
  package init?(atMicroseconds microseconds: Int64) {
    guard let date = LondonTime.date(atMicroseconds: microseconds) else { return nil }
    self.init(of: date)
  }

  /// Reads `YYYY-MM`; `nil` for anything else.
  package init?(_ text: String) {
    guard let date = CivilDate(text + "-01") else { return nil }
    self.init(of: date)
  }

  private init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// The month after this one.
  package var next: QualityMonth { QualityMonth(ordinal: ordinal + 1) }

  /// `YYYY-MM`.
  package var text: String { [year].padded(to: 4) + "-" + [month].padded(to: 2) }

  /// As people read it: "Nov 2026".
  package var title: String { "\(Self.names[month - 1]) \(year)" }

  private static let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension QualityMonth: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.ordinal < right.ordinal }
}
