internal import Foundation

/// Times as people in the hub read them.
enum Moment {
  /// "23 Nov 2026 14:05:09", in London.
  static func text(microseconds: Int64) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.timeZone = TimeZone(identifier: "Europe/London")
    formatter.dateFormat = "d MMM yyyy HH:mm:ss"
    return formatter.string(from: Date(timeIntervalSince1970: Double(microseconds) / 1_000_000))
  }

  /// An RFC 3339 time as `text(microseconds:)` shows it; as it was written if it cannot be read.
  static func text(rfc3339 text: String) -> String {
    let plain = ISO8601DateFormatter()
    let fractional = ISO8601DateFormatter()
    fractional.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    guard let date = plain.date(from: text) ?? fractional.date(from: text) else { return text }
    return Self.text(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
  }

  /// Now, as a command says when it happened.
  static var nowRFC3339: String { rfc3339(hoursAgo: 0) }

  /// That many hours ago, in RFC 3339.
  static func rfc3339(hoursAgo hours: Int) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: Date(timeIntervalSinceNow: -3_600 * Double(hours)))
  }
}
