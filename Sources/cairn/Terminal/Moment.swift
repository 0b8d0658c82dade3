internal import Foundation

/// Times as people in the hub read them.
enum Moment {
  /// A machine without the database of time zones shows UTC.
  private static let london = TimeZone(identifier: "Europe/London") ?? .gmt

  /// "23 Nov 2026 14:05:09", in London.
  static func text(microseconds: Int64) -> String { format(date(microseconds), "d MMM yyyy HH:mm:ss") }

  /// "23 Nov 14:05", in London.
  static func short(microseconds: Int64) -> String { format(date(microseconds), "d MMM HH:mm") }

  /// An RFC 3339 time as `text(microseconds:)` shows it; as it was written if it cannot be read.
  static func text(rfc3339 text: String) -> String {
    date(rfc3339: text).map { format($0, "d MMM yyyy HH:mm:ss") } ?? text
  }

  /// An RFC 3339 time as `short(microseconds:)` shows it; as it was written if it cannot be read.
  static func short(rfc3339 text: String) -> String { date(rfc3339: text).map { format($0, "d MMM HH:mm") } ?? text }

  private static func date(_ microseconds: Int64) -> Date {
    // Whole seconds: a day that ends at 23:59:59.999999 has not become the next one.
    Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
  }

  private static func date(rfc3339 text: String) -> Date? {
    let plain = ISO8601DateFormatter()
    let fractional = ISO8601DateFormatter()
    fractional.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return plain.date(from: text) ?? fractional.date(from: text)
  }

  private static func format(_ date: Date, _ form: String) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.timeZone = london
    formatter.dateFormat = form
    return formatter.string(from: date)
  }

  /// Now, as a command says when it happened.
  static var nowRFC3339: String { rfc3339(hoursAgo: 0) }

  /// That many hours ahead, to the second, in microseconds since 1970-01-01T00:00:00Z.
  static func microseconds(hoursAhead hours: Int) -> Int64 {
    (Int64(Date().timeIntervalSince1970) + Int64(hours) * 3_600) * 1_000_000
  }

  /// An RFC 3339 time, to the millisecond, in microseconds since 1970-01-01T00:00:00Z; `nil` if it cannot be read.
  static func microseconds(rfc3339 text: String) -> Int64? {
    date(rfc3339: text).map { Int64(($0.timeIntervalSince1970 * 1_000).rounded()) * 1_000 }
  }

  /// A time of whole seconds in RFC 3339: what `microseconds(rfc3339:)` reads.
  static func rfc3339(microseconds: Int64) -> String { ISO8601DateFormatter().string(from: date(microseconds)) }

  /// That many hours ago, in RFC 3339.
  static func rfc3339(hoursAgo hours: Int) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: Date(timeIntervalSinceNow: -3_600 * Double(hours)))
  }
}
