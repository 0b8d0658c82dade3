internal import DequeModule
internal import Synchronization

/// Lets a few in at a time; the others wait, and come in in the order in which they came.
final class Turnstile: Sendable {
  struct State {
    var free: Int
    /// Nobody waits while there is a free place.
    var waiters: Deque<(id: UInt64, most: Int, continuation: CheckedContinuation<Int, Never>)> = []
    var nextWaiterID: UInt64 = 0
  }

  let state: Mutex<State>

  /// A turnstile behind which there is room for so many.
  init(places: Int) {
    state = Mutex(State(free: places))
  }

  /// Does something inside; `nil` if the task is cancelled before its turn.
  func inside<Value, Failure>(
    _ body: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value? {
    guard await enter(atMost: 1) == 1 else { return nil }
    defer { leave(1) }
    return try await body()
  }

  /// Waits for its turn, and takes the places that are free then, `most` at most; each is to be given back.
  ///
  /// - Returns: how many; 0 if the task is cancelled before its turn.
  func enter(atMost most: Int) async -> Int {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let taken = state.withLock { state in
          let taken = min(most, state.free)
          state.free -= taken
          if taken == 0 { state.waiters.append((id, most, continuation)) }
          return taken
        }
        if taken > 0 { continuation.resume(returning: taken) } else if Task.isCancelled { stopWaiting(id) }
      }
    } onCancel: {
      stopWaiting(id)
    }
  }

  /// Gives places back; those who have waited longest take them.
  func leave(_ places: Int) {
    let letIn = state.withLock { state in
      state.free += places
      var letIn: [(continuation: CheckedContinuation<Int, Never>, taken: Int)] = []
      while state.free > 0, let next = state.waiters.popFirst() {
        let taken = min(next.most, state.free)
        state.free -= taken
        letIn.append((next.continuation, taken))
      }
      return letIn
    }
    for one in letIn { one.continuation.resume(returning: one.taken) }
  }

  private func stopWaiting(_ id: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: 0)
  }
}
