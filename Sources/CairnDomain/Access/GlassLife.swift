/// How long a broken glass lets somebody see a case. What it comes to is written into the event, so that another setting moves
/// nothing that was given before.
package struct GlassLife: Hashable, Sendable {
  /// In minutes: the longest that a hub may give, and what it gives if nothing else is set.
  package static let minutesMax = 180

  private let minutes: Int

  /// `nil` unless it is 1 to `minutesMax`.
  package init?(minutes: Int) {
    guard (1...Self.minutesMax).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  private init() {
    minutes = Self.minutesMax
  }

  /// That of a hub that has set nothing else: three hours.
  package static let usual = GlassLife()

  var microseconds: Int64 { Int64(minutes) * 60_000_000 }
}
