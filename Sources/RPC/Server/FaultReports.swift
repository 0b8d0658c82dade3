internal import Synchronization

/// Lets so many lines about failing calls into the log in a second, and counts those that it keeps out.
final class FaultReports: Sendable {
  private struct State {
    var secondEndsAt = Deadline(uptimeNanoseconds: 0)
    var reported = 0
    var keptOut: UInt64 = 0
  }

  static let perSecondMax = 10

  private let state = Mutex(State())

  /// Whether a line may be written now: how many were kept out since the last one; `nil` if it may not.
  func take(now: Deadline) -> UInt64? {
    state.withLock { state in
      if state.secondEndsAt <= now {
        state.secondEndsAt = now.advanced(nanoseconds: 1_000_000_000)
        state.reported = 0
      }
      guard state.reported < Self.perSecondMax else {
        state.keptOut += 1
        return nil
      }
      state.reported += 1
      defer { state.keptOut = 0 }
      return state.keptOut
    }
  }
}
