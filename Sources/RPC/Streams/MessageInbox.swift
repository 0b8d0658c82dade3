package import NIOCore
internal import Synchronization

/// The messages of one direction of a stream on their way from a connection to whoever reads them; the same in every dialect.
///
/// It bounds nothing itself: the connection takes no more from the peer than the credit that it gave, and gives new
/// credit as it hears here that messages were taken out.
package final class MessageInbox: Sendable {
  private struct State {
    /// Only added to, while `current` is only taken from: a message that is being read shares its memory with the queue
    /// that it came from, and adding to that one would copy all of it.
    var arriving = MessageQueue()
    var current = MessageQueue()
    var isEnded = false
    var error: RPCError?
    /// Cost of what was taken out and not reported yet.
    var unreported = 0
    var reader: CheckedContinuation<Bool, Never>?
  }

  private enum Taken {
    case message(ByteBuffer, report: Int)
    case end
    case none
  }

  private let reportCost: Int
  private let onTaken: @Sendable (Int) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - reportCost: how much must have been taken out before that is reported.
  ///   - onTaken: told the cost of what was taken out since the last report.
  package init(reportCost: Int, onTaken: @escaping @Sendable (Int) -> Void) {
    self.reportCost = reportCost
    self.onTaken = onTaken
  }

  // MARK: For the connection

  /// Adds a message; passed over if the stream has ended. Whoever waits for it is woken by ``wake()``, once for all that
  /// comes at about the same time.
  package func append(_ message: ByteBuffer) {
    state.withLock { state in
      if !state.isEnded { state.arriving.append(message) }
    }
  }

  /// Wakes whoever waits for messages.
  package func wake() { takeReader()?.resume(returning: true) }

  /// Nothing more will come; what has come can still be read, and then the error, if there is one, is thrown.
  package func finish(_ error: RPCError? = nil) {
    state.withLock { state in
      guard !state.isEnded else { return }
      state.isEnded = true
      state.error = error
    }
    wake()
  }

  /// Throws away what has come: the error is all that can be read from now on. The first error stays.
  package func fail(_ error: RPCError) {
    state.withLock { state in
      state.arriving = MessageQueue()
      state.current = MessageQueue()
      state.error = state.error ?? error
      state.isEnded = true
    }
    wake()
  }

  // MARK: For the reader

  /// Why reading ends, if not in order.
  package var error: RPCError? { state.withLock { $0.error } }

  /// The next message, waited for; `nil` at the end. Its memory is shared: let go of it soon.
  ///
  /// - Throws: the error with which the stream ends; CANCELLED in a task that is cancelled; INTERNAL if another task
  ///   waits for a message already.
  package func next() async throws(RPCError) -> ByteBuffer? {
    while true {
      switch try take() {
      case .message(let message, let report):
        if report > 0 { onTaken(report) }
        return message
      case .end: return nil
      case .none:
        guard !Task.isCancelled else { throw RPCError(.cancelled, "the task that reads the stream was cancelled") }
        guard await arrival() else { throw RPCError(.internal, "a stream has one reader at a time") }
      }
    }
  }

  /// The next message if it is there already.
  ///
  /// - Throws: the error with which the stream ends.
  package func nextIfThere() throws(RPCError) -> ByteBuffer? {
    guard case .message(let message, let report) = try take() else { return nil }
    if report > 0 { onTaken(report) }
    return message
  }

  private func take() throws(RPCError) -> Taken {
    try state.withLock { state throws(RPCError) in
      if state.current.isEmpty { state.current = state.arriving.takeAll() }
      guard let message = state.current.next() else {
        if let error = state.error { throw error }
        return state.isEnded ? .end : .none
      }
      state.unreported += MessageQueue.cost(messageBytes: message.readableBytes)
      guard state.unreported >= reportCost else { return .message(message, report: 0) }
      defer { state.unreported = 0 }
      return .message(message, report: state.unreported)
    }
  }

  /// Returns when there is something to read, or the task is cancelled; `false` if another task waits.
  private func arrival() async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let verdict: Bool? = state.withLock { state in
          // A cancellation that came before found no reader to wake.
          if state.isEnded || !state.arriving.isEmpty || Task.isCancelled { return true }
          if state.reader != nil { return false }
          state.reader = continuation
          return nil
        }
        if let verdict { continuation.resume(returning: verdict) }
      }
    } onCancel: {
      wake()
    }
  }

  private func takeReader() -> CheckedContinuation<Bool, Never>? {
    state.withLock { state in
      defer { state.reader = nil }
      return state.reader
    }
  }
}
