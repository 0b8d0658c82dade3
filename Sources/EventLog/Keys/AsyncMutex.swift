internal import DequeModule
internal import Synchronization

/// One at a time through work that suspends; the others wait in order.
final class AsyncMutex: Sendable {
  private struct State {
    var isHeld = false
    var waiting: Deque<CheckedContinuation<Void, Never>> = []
  }

  private let state = Mutex(State())

  /// Runs `work` while no other work runs.
  func run<Failure: Error>(_ work: () async throws(Failure) -> Void) async throws(Failure) {
    await acquire()
    defer { release() }
    try await work()
  }

  private func acquire() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.isHeld else {
          state.isHeld = true
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func release() {
    let next = state.withLock { state in
      let next = state.waiting.popFirst()
      state.isHeld = next != nil
      return next
    }
    next?.resume()
  }
}
