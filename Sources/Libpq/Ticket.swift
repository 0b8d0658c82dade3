internal import Synchronization

/// A value that arrives once, for one task that may give up waiting. The first value put in is the one that counts.
final class Ticket<Value: Sendable>: Sendable {
  private enum State {
    case empty
    case awaited(CheckedContinuation<Value, Never>)
    case filled(Value)
    case taken
  }

  private let state = Mutex(State.empty)

  /// - Returns: Whether this value was the first.
  @discardableResult
  func fill(_ value: Value) -> Bool {
    let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Value, Never>?) in
      switch state {
      case .empty:
        state = .filled(value)
        return (true, nil)
      case .awaited(let continuation):
        state = .taken
        return (true, continuation)
      case .filled, .taken: return (false, nil)
      }
    }
    waiter?.resume(returning: value)
    return isFirst
  }

  /// Waits; called once only.
  /// - Parameter cancelled: What to answer if the waiting task is cancelled first.
  func value(cancelled: Value) async -> Value {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLock { state -> Value? in
          switch state {
          case .empty:
            state = .awaited(continuation)
            return nil
          case .filled(let value):
            state = .taken
            return value
          case .awaited, .taken: preconditionFailure("a ticket is awaited once")
          }
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      fill(cancelled)
    }
  }
}
