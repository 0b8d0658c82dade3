internal import DequeModule
internal import Synchronization

/// Lets a few in at a time; the others wait, and come in in the order in which they came.
final class Turnstile: Sendable {
  struct State {
    var free: Int
    var waiters: Deque<(id: UInt64, continuation: CheckedContinuation<Bool, Never>)> = []
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
    guard await enter() else { return nil }
    defer { leave() }
    return try await body()
  }

  /// Takes a place, which is given back by ``leave()``; `false` if the task is cancelled before its turn.
  func enter() async -> Bool {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isIn = state.withLock { state in
          guard state.free == 0 else {
            state.free -= 1
            return true
          }
          state.waiters.append((id, continuation))
          return false
        }
        if isIn { continuation.resume(returning: true) } else if Task.isCancelled { stopWaiting(id) }
      }
    } onCancel: {
      stopWaiting(id)
    }
  }

  /// Gives a place back; whoever has waited longest takes it.
  func leave() {
    let next = state.withLock { state in
      let next = state.waiters.popFirst()
      if next == nil { state.free += 1 }
      return next
    }
    next?.continuation.resume(returning: true)
  }

  private func stopWaiting(_ id: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: false)
  }
}
