internal import CairnMessages

/// How long a hub gives itself. What it comes to is written into events when they are decided, so that neither another
/// setting nor a bank holiday proclaimed later moves what was due.
package struct ClockSettings: Sendable {
  /// The hub's working days.
  package let calendar: WorkingCalendar
  /// Hours for gathering information, by rating.
  package let hours: RatingHours

  /// Hours by rating.
  package struct RatingHours: Hashable, Sendable {
    package let red: Int
    package let amber: Int
    package let green: Int

    /// `nil` unless all are at least 1 and at most a year, and none is shorter than a more urgent one.
    package init?(red: Int, amber: Int, green: Int) {
      guard red >= 1, red <= amber, amber <= green, green <= 366 * 24 else { return nil }
      self.init(known: (red, amber, green))
    }

    private init(known hours: (red: Int, amber: Int, green: Int)) {
      (red, amber, green) = hours
    }

    /// Source: local procedures of multi-agency safeguarding hubs; these are the usual hours.
    package static let usual = RatingHours(known: (4, 24, 72))
  }

  /// Working days within which the threshold is decided and the referrer told that the referral came.
  ///
  /// Source: Working Together to Safeguard Children, referral: one working day.
  private static let decisionWorkingDays = 1

  /// Settings of their fields.
  package init(calendar: WorkingCalendar, hours: RatingHours = .usual) {
    self.calendar = calendar
    self.hours = hours
  }

  /// Those of a hub in England that has set nothing else.
  package static let standard = ClockSettings(calendar: WorkingCalendar(nation: .england))

  /// By when information is to be gathered, in microseconds since 1970-01-01T00:00:00Z. The clock of a red case, and of one
  /// that nobody has rated yet, runs day and night; the others stand still on days that are no working days.
  func informationDue(_ rag: Rag, afterMicroseconds start: Int64) -> Int64 {
    switch rag {
    case .amber: calendar.due(hours: hours.amber, afterMicroseconds: start, onWorkingDaysOnly: true)
    case .green: calendar.due(hours: hours.green, afterMicroseconds: start, onWorkingDaysOnly: true)
    case .red, .unspecified, .unrecognized:
      calendar.due(hours: hours.red, afterMicroseconds: start, onWorkingDaysOnly: false)
    }
  }

  /// By when the threshold is to be decided and the referrer told, in microseconds since 1970-01-01T00:00:00Z: the end of
  /// the next working day.
  func decisionDue(afterMicroseconds start: Int64) -> Int64 {
    calendar.due(workingDays: Self.decisionWorkingDays, afterMicroseconds: start)
  }
}
