import CairnMessages

@testable import CairnDomain

/// A clock as facts: what happened, and when that was recorded. What it shows follows from them.
struct AccountClock: Equatable {
  let due: Int64
  private(set) var stopped: (occurredAt: Int64, recordedAt: Int64)?
  private(set) var missedAt: Int64?
  private(set) var isUnneeded = false

  init(due: Int64) {
    self.due = due
  }

  var isRunning: Bool { stopped == nil && !isUnneeded }

  var state: ClockState {
    if let stopped {
      guard stopped.occurredAt <= due else { return .missed }
      return stopped.recordedAt <= due ? .met : .metRecordedLate
    }
    if isUnneeded { return .stopped }
    return missedAt == nil ? .due : .missed
  }

  mutating func stop(_ occurredAt: String, _ recordedAt: Int64) {
    if isRunning { stopped = (Timestamp(occurredAt)?.microseconds ?? recordedAt, recordedAt) }
  }

  mutating func end() {
    if isRunning { isUnneeded = true }
  }

  /// Says why it cannot be on record that it ran out; `nil` if it can.
  mutating func miss(_ dueAt: Int64, _ recordedAt: Int64) -> String? {
    guard isRunning else { return "a clock that does not run was missed" }
    guard missedAt == nil else { return "a clock was missed twice" }
    guard dueAt == due, recordedAt > due else { return "a clock was missed before its time" }
    missedAt = recordedAt
    return nil
  }

  static func == (left: Self, right: Self) -> Bool { left.due == right.due && left.state == right.state }
}
