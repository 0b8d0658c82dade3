/// The two times of each statement of a referral: seen within half an hour, written down together, then sent.
struct StatementTimes {
  /// Seconds since 1970-01-01T00:00:00Z.
  private var next: Int
  private let offsetSeconds: Int
  /// RFC 3339; the same for all statements.
  let recordedAt: String

  /// No statement was seen longer before its referral.
  static let lagMinutesMax = 30 * 24 * 60
  /// From the first that was seen to the last.
  private static let watchMinutes = 30

  /// - Parameter sentSeconds: the moment of the referral, since 1970-01-01T00:00:00Z.
  init(sentSeconds: Int, offsetSeconds: Int, by random: inout SeededRandom) {
    let lag =
      switch random.below(20) {
      case 0..<13: random.within(45...600)
      case 13..<19: random.within(600...5_000)
      default: random.within(5_000...Self.lagMinutesMax)
      }
    self.offsetSeconds = offsetSeconds
    next = sentSeconds - lag * 60
    let recorded = sentSeconds - random.within(0...(lag - Self.watchMinutes)) * 60
    recordedAt = TimeText.moment(seconds: recorded, offsetSeconds: offsetSeconds)
  }

  /// When the next statement was seen or heard, for at most six statements.
  mutating func observedAt(by random: inout SeededRandom) -> String {
    defer { next += random.within(0...Self.watchMinutes / 6) * 60 }
    return TimeText.moment(seconds: next, offsetSeconds: offsetSeconds)
  }
}
