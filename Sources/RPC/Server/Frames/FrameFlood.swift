/// Counts the frames of a client that ask for nothing, which no client needs many of.
struct FrameFlood {
  /// So many may come in one span of time.
  static let framesMax = 10_000
  /// How long a span of time is.
  static let spanNanoseconds: UInt64 = 10_000_000_000

  private var spanEndsAt = Deadline(uptimeNanoseconds: 0)
  private var count = 0

  /// One more has come.
  ///
  /// - Returns: whether it is one too many.
  mutating func isTooMuch(now: Deadline) -> Bool {
    if spanEndsAt <= now {
      spanEndsAt = now.advanced(nanoseconds: Self.spanNanoseconds)
      count = 0
    }
    count += 1
    return count > Self.framesMax
  }
}

extension FrameType {
  /// Whether a client's frame of the type neither begins nor carries anything.
  var asksForNothing: Bool {
    switch self {
    case .ping, .pong, .cancel, .goAway: true
    case .hello, .call, .message, .window, .end: false
    }
  }
}
