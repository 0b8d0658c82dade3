/// Counts pings that come too often: they keep a connection alive that nobody uses.
///
/// Source: https://github.com/grpc/proposal/blob/master/A8-client-side-keepalive.md
struct PingStrikes {
  /// Pings this far apart are welcome.
  static let intervalNanoseconds: UInt64 = 300_000_000_000
  /// So many that come sooner are forgiven.
  static let forgiven = 2

  private var lastPing: Deadline?
  private var strikes = 0

  /// A ping has come.
  ///
  /// - Returns: whether there have been too many.
  mutating func received(now: Deadline) -> Bool {
    defer { lastPing = now }
    guard let lastPing, now < lastPing.advanced(nanoseconds: Self.intervalNanoseconds) else { return false }
    strikes += 1
    return strikes > Self.forgiven
  }

  /// Something of a call was sent: a client measures its connection with pings while that happens.
  mutating func sent() {
    lastPing = nil
    strikes = 0
  }
}
