internal import Synchronization

/// A value that several tasks of a test look at and change.
package final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  /// Shares a value.
  package init(_ value: Value) {
    mutex = Mutex(value)
  }

  /// The value as it is now.
  package var value: Value { mutex.withLock { $0 } }

  /// Changes the value.
  package func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in body(&value) }
  }
}
