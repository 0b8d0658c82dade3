internal import Foundation

/// From when to when a certificate is valid, in microseconds since 1970-01-01T00:00:00Z, whole seconds.
package struct Validity: Hashable, Sendable {
  package let notBefore: Int64
  package let notAfter: Int64

  private static let microsecondsASecond: Int64 = 1_000_000
  /// How far the clock of whoever reads a new certificate may be behind.
  private static let clockBehindSeconds: Int64 = 300

  /// From now, or what may be now on another machine, for so many days.
  package init(days: Int64, nowMicroseconds: Int64) {
    let now = nowMicroseconds / Self.microsecondsASecond
    notBefore = (now - Self.clockBehindSeconds) * Self.microsecondsASecond
    notAfter = (now + days * 86_400) * Self.microsecondsASecond
  }

  init(notBefore: Int64, notAfter: Int64) {
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// This one, ended when `other` ends if that is sooner: a certificate is worth nothing once its authority's has expired.
  func within(_ other: Validity) -> Validity {
    Validity(notBefore: notBefore, notAfter: min(notAfter, other.notAfter))
  }

  static func date(_ microseconds: Int64) -> Date {
    Date(timeIntervalSince1970: TimeInterval(microseconds / microsecondsASecond))
  }

  static func microseconds(_ date: Date) -> Int64 {
    Int64(date.timeIntervalSince1970) * microsecondsASecond
  }
}
