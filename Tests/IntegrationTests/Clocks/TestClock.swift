import CairnDomain
import Synchronization

/// Time as a test lets it pass.
final class TestClock: Sendable {
  private let time: Mutex<Int64>

  init(_ start: Int64) { time = Mutex(start) }

  /// Microseconds since 1970-01-01T00:00:00Z. It moves on by one each time that it is looked at, as clocks do.
  var now: Int64 {
    time.withLock { time in
      time += 1
      return time
    }
  }

  func set(_ moment: Int64) { time.withLock { $0 = max($0, moment) } }
}
