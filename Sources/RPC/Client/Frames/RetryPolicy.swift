/// When a call may be sent again by itself, and after how long. Only what certainly was not begun, or may be done twice.
package struct RetryPolicy: Hashable, Sendable {
  /// Most times a call is sent, the first included. A call that a closed connection provably never began costs none.
  package var attemptsMax = 5
  /// Longest wait before the second attempt; doubled for each further one.
  package var firstWaitMilliseconds = 20
  /// Longest wait of all.
  package var waitMillisecondsMax = 1_000

  /// The defaults.
  package init() {}

  /// How long to wait before sending again, or `nil` to report the error.
  ///
  /// - Parameters:
  ///   - attempts: how often the call was sent.
  ///   - mayRepeat: whether the caller says that twice is as good as once.
  ///   - chance: 0 to 1; the wait is that part of the longest.
  func waitNanoseconds(after error: RPCError, attempts: Int, mayRepeat: Bool, chance: Double) -> UInt64? {
    guard attempts < attemptsMax else { return nil }
    switch error.code {
    case .unavailable: guard error.isUntouched || mayRepeat else { return nil }
    case .resourceExhausted: guard error.isUntouched else { return nil }
    default: return nil
    }
    let doublings = min(max(attempts - 1, 0), 20)
    let longest = min(Double(firstWaitMilliseconds) * Double(1 << doublings), Double(waitMillisecondsMax))
    return max(UInt64(longest * chance * 1_000_000), error.retryDelayNanoseconds ?? 0)
  }
}
