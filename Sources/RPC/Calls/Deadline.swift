internal import NIOCore

/// A point of the machine's monotonic clock by which a call must have ended.
package struct Deadline: Hashable, Comparable, Sendable {
  /// Nanoseconds of the monotonic clock.
  package let uptimeNanoseconds: UInt64

  /// A deadline at a reading of the monotonic clock.
  package init(uptimeNanoseconds: UInt64) { self.uptimeNanoseconds = uptimeNanoseconds }

  /// This moment.
  package static var now: Deadline { Deadline(uptimeNanoseconds: NIODeadline.now().uptimeNanoseconds) }

  /// A deadline that never comes.
  package static let never = Deadline(uptimeNanoseconds: UInt64(Int64.max))

  /// This much later; a time beyond the clock's end is `never`.
  package func advanced(nanoseconds: UInt64) -> Deadline {
    let (sum, overflow) = uptimeNanoseconds.addingReportingOverflow(nanoseconds)
    return overflow ? .never : min(.never, Deadline(uptimeNanoseconds: sum))
  }

  /// This much later; a negative duration is none.
  package func advanced(by duration: Duration) -> Deadline {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, attoseconds >= 0 else { return self }
    let (scaled, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .never : advanced(nanoseconds: scaled).advanced(nanoseconds: UInt64(attoseconds) / 1_000_000_000)
  }

  /// Nanoseconds from a moment until the deadline; 0 if it has passed.
  package func nanoseconds(after now: Deadline) -> UInt64 {
    self > now ? uptimeNanoseconds - now.uptimeNanoseconds : 0
  }

  /// What is left from now; zero if it has passed.
  package var remaining: Duration { .nanoseconds(Int64(clamping: nanoseconds(after: .now))) }

  package static func < (left: Self, right: Self) -> Bool { left.uptimeNanoseconds < right.uptimeNanoseconds }
}
