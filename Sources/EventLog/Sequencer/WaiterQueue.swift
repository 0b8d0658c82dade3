internal import DequeModule

/// What those who wait for a position are told.
enum WaitResult: Sendable {
  /// Everything up to the position is on disk; this batch brought the last of it.
  case durable(LogBatch)
  /// It was on disk before anybody waited.
  case durableAlready
  /// What was decided rests on what never happened.
  case decideAgain
  case unavailable(reason: String)
  /// The caller no longer waits.
  case abandoned
}

/// Somebody who waits until a position is on disk.
struct Waiter: Sendable {
  let id: UInt64
  let position: UInt64
  let continuation: CheckedContinuation<WaitResult, Never>
}

/// Those who wait, in order of the position that they wait for.
struct WaiterQueue {
  private var waiters: Deque<Waiter> = []

  var count: Int { waiters.count }

  mutating func insert(_ waiter: Waiter) {
    var index = waiters.count
    while index > 0, waiters[index - 1].position > waiter.position { index -= 1 }
    waiters.insert(waiter, at: index)
  }

  mutating func remove(through position: UInt64) -> [Waiter] {
    var count = 0
    while count < waiters.count, waiters[count].position <= position { count += 1 }
    defer { waiters.removeFirst(count) }
    return Array(waiters.prefix(count))
  }

  mutating func remove(id: UInt64) -> Waiter? {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return nil }
    return waiters.remove(at: index)
  }

  mutating func removeAll() -> [Waiter] {
    defer { waiters.removeAll() }
    return Array(waiters)
  }
}
