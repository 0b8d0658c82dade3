internal import Synchronization

/// How far a projection has come; who wants to read what they wrote waits here.
package final class Checkpoint: Sendable {
  private struct State {
    var position: UInt64
    var waiters: [(id: UInt64, position: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    var nextWaiterID: UInt64 = 0
  }

  private let state: Mutex<State>

  /// A checkpoint that stands at `position`.
  package init(position: UInt64) {
    state = Mutex(State(position: position))
  }

  /// Everything up to here is folded in and on disk.
  package var position: UInt64 {
    state.withLock(\.position)
  }

  /// Moves on, and wakes those who waited for it.
  package func advance(to position: UInt64) {
    let awake = state.withLock { state in
      state.position = position
      defer { state.waiters.removeAll { $0.position <= position } }
      return state.waiters.filter { $0.position <= position }
    }
    for waiter in awake { waiter.continuation.resume(returning: true) }
  }

  /// Waits until everything up to `position` is folded in; `false` if the task is cancelled before.
  package func wait(for position: UInt64) async -> Bool {
    let id = state.withLock { state in
      state.nextWaiterID += 1
      return state.nextWaiterID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          guard state.position < position else { return true }
          state.waiters.append((id, position, continuation))
          return false
        }
        if isThere { continuation.resume(returning: true) } else if Task.isCancelled { stopWaiting(id) }
      }
    } onCancel: {
      stopWaiting(id)
    }
  }

  private func stopWaiting(_ id: UInt64) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(returning: false)
  }
}
