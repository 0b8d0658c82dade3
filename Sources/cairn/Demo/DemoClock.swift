internal import Foundation
internal import Synchronization

/// The demo's time: the machine's own, moved on where the story says that hours pass.
final class DemoClock: Sendable {
  private let ahead = Mutex(Int64(0))

  /// Microseconds since 1970-01-01T00:00:00Z.
  var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) + ahead.withLock(\.self) }

  /// Lets hours pass at once.
  func pass(hours: Int64) {
    ahead.withLock { $0 += hours * 3_600_000_000 }
  }

  /// That long ago, in RFC 3339.
  func rfc3339(hoursAgo hours: Int = 0) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.string(from: Date(timeIntervalSince1970: Double(now) / 1_000_000 - 3_600 * Double(hours)))
  }
}
