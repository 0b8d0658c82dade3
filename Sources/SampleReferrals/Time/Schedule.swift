internal import CairnDomain

/// When each referral of a sample happens: strictly forward, through two years that end before a fixed day.
///
/// The referrals come ever more densely, in proportion to the fourth root of their number: ten of them span weeks, a
/// million more than a year, and the moment of one does not depend on how many follow.
struct Schedule: Sendable {
  static let weeks = 104
  private static let microsecondsPerWeek: Int64 = 7 * 86_400 * 1_000_000

  /// In microseconds since 1970-01-01T00:00:00Z; both ends are Mondays at midnight UTC.
  let span: Range<Int64>
  private let hours = BusyHours()
  private let referralsMax: Int

  /// - Parameter endWeek: how many weeks after Monday 6 January 2025 the span ends.
  init(endWeek: Int, referralsMax: Int) {
    let firstEnd: Int64 = 1_736_121_600 * 1_000_000
    let end = firstEnd + Int64(endWeek) * Self.microsecondsPerWeek
    span = (end - Int64(Self.weeks) * Self.microsecondsPerWeek)..<end
    self.referralsMax = referralsMax
  }

  /// The moment of a referral, counted from 0, in microseconds since 1970-01-01T00:00:00Z.
  func moment(of index: Int, by random: inout SeededRandom) -> Int64 {
    let earliest = even(index)
    let even = earliest + Int64(random.below(Int(even(index + 1) - earliest)))
    let (week, rest) = even.quotientAndRemainder(dividingBy: Self.microsecondsPerWeek)
    return span.lowerBound + week * Self.microsecondsPerWeek + hours.moment(ofEvenMoment: rest)
  }

  /// Where a referral would stand if all hours were alike, from the start of the span.
  ///
  /// Square roots and products of IEEE 754 are rounded correctly, so every machine gives the same.
  private func even(_ index: Int) -> Int64 {
    let share = (Double(index) / Double(referralsMax)).squareRoot().squareRoot()
    return Int64(share * Double(Int64(Self.weeks) * Self.microsecondsPerWeek))
  }
}

/// The hours of a week, by how much is referred in each: most on working days, some at night.
private struct BusyHours: Sendable {
  private static let microsecondsPerHour: Int64 = 3_600 * 1_000_000
  /// For each hour of the week, where it begins if each hour were as long as it is busy; and the end of the week.
  private let starts: [Int64]

  init() {
    let workday = [2, 2, 1, 1, 1, 1, 2, 4, 9, 12, 12, 11, 9, 11, 12, 13, 12, 9, 6, 5, 5, 4, 4, 3]
    let weekend = [3, 3, 2, 2, 1, 1, 1, 2, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 4]
    let weights = (0..<7).flatMap { $0 < 5 ? workday : weekend }
    let total = Int64(weights.reduce(0, +))
    var sum: Int64 = 0
    starts =
      [0]
      + weights.map { weight in
        sum += Int64(weight)
        return 7 * 24 * Self.microsecondsPerHour / 1_000 * sum / total * 1_000
      }
  }

  /// Stretches quiet hours and presses busy ones together; order is kept.
  func moment(ofEvenMoment even: Int64) -> Int64 {
    var hour = 0
    var step = 128
    while step > 0 {
      if hour + step < starts.count - 1 && starts[hour + step] <= even { hour += step }
      step /= 2
    }
    let length = starts[hour + 1] - starts[hour]
    let within = (even - starts[hour]) * (Self.microsecondsPerHour / 1_000) / (length / 1_000)
    return Int64(hour) * Self.microsecondsPerHour + within
  }
}
