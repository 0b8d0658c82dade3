internal import Synchronization

/// The messages of one direction of a stream on their way from whoever sends them to a connection; the same in every dialect.
///
/// Holds about as much as its capacity, by the cost of messages; whoever sends more waits until the connection has
/// passed half of it on.
package final class MessageOutbox: Sendable {
  private struct State {
    var queue = MessageQueue()
    /// Cost of what was sent here and not passed on yet, with what the connection has taken out meanwhile.
    var heldCost = 0
    var isFinished = false
    var closed: RPCError?
    var announced = Metadata()
    /// Whether the connection knows that there is something to take.
    var isAnnounced = false
    var senders: [CheckedContinuation<Void, Never>] = []
  }

  private enum Offer {
    case taken(mustAnnounce: Bool)
    case full
  }

  private let capacityBytes: Int
  private let messageBytesMax: Int
  private let budget: ByteBudget?
  private let onReady: @Sendable () -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - capacityBytes: how much is held before senders wait; the last message may go beyond it.
  ///   - messageBytesMax: largest message that the peer takes.
  ///   - budget: what is held counts against it.
  ///   - onReady: told when there is something to take again, or the sender has finished.
  init(
    capacityBytes: Int, messageBytesMax: Int, budget: ByteBudget? = nil, onReady: @escaping @Sendable () -> Void
  ) {
    self.capacityBytes = capacityBytes
    self.messageBytesMax = messageBytesMax
    self.budget = budget
    self.onReady = onReady
  }

  // MARK: For the sender

  /// Says what goes before the first message; later it goes with the status.
  package func announce(_ metadata: Metadata) { state.withLock { $0.announced = metadata } }

  /// Sends a message; waits while the peer gives no credit or does not read.
  ///
  /// - Throws: why nothing can be sent any more; RESOURCE_EXHAUSTED for a message that is larger than the peer takes, or
  ///   if the server has no room; CANCELLED in a task that is cancelled while it waits.
  package func send(_ message: [UInt8]) async throws(RPCError) {
    try await send(cost: MessageQueue.cost(messageBytes: message.count), largestBytes: message.count) {
      $0.append(message)
    }
  }

  /// Sends all messages of a queue at once.
  func send(_ messages: MessageQueue) async throws(RPCError) {
    try await send(cost: messages.cost, largestBytes: messages.largestBytes) { $0.append(messages) }
  }

  private func send(
    cost: Int, largestBytes: Int, _ add: (inout MessageQueue) -> Void
  ) async throws(RPCError) {
    guard largestBytes <= messageBytesMax else {
      throw RPCError(
        .resourceExhausted, "a message of the stream has \(largestBytes) bytes; the peer takes \(messageBytesMax)")
    }
    while true {
      switch try offer(cost: cost, add) {
      case .taken(let mustAnnounce):
        if mustAnnounce { onReady() }
        return
      case .full:
        guard !Task.isCancelled else { throw RPCError(.cancelled, "the task that sends was cancelled") }
        await room()
      }
    }
  }

  /// Says that no more will be sent.
  package func finish() {
    let mustAnnounce = state.withLock { state in
      guard state.closed == nil, !state.isFinished else { return false }
      state.isFinished = true
      defer { state.isAnnounced = true }
      return !state.isAnnounced
    }
    if mustAnnounce { onReady() }
  }

  private func offer(cost: Int, _ add: (inout MessageQueue) -> Void) throws(RPCError) -> Offer {
    try state.withLock { state throws(RPCError) in
      if let error = state.closed { throw error }
      if state.isFinished { throw RPCError(.failedPrecondition, "the stream was finished: nothing can be sent on it") }
      guard state.heldCost < capacityBytes else { return .full }
      if let budget, !budget.reserve(cost) {
        throw RPCError(.resourceExhausted, "the server has no room for more messages that wait to be read")
      }
      add(&state.queue)
      state.heldCost += cost
      defer { state.isAnnounced = true }
      return .taken(mustAnnounce: !state.isAnnounced)
    }
  }

  /// Returns when there is room, or nothing can be sent any more, or the task is cancelled.
  private func room() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isNow = state.withLock { state in
          if state.heldCost < capacityBytes || state.closed != nil || Task.isCancelled { return true }
          state.senders.append(continuation)
          return false
        }
        if isNow { continuation.resume() }
      }
    } onCancel: {
      // The others look again and go on waiting.
      resume { _ in true }
    }
  }

  private func resume(if condition: (State) -> Bool) {
    let senders = state.withLock { state in
      guard !state.senders.isEmpty, condition(state) else { return [CheckedContinuation<Void, Never>]() }
      defer { state.senders = [] }
      return state.senders
    }
    for sender in senders { sender.resume() }
  }

  // MARK: For the connection

  /// What goes before the first message.
  var announced: Metadata { state.withLock { $0.announced } }

  /// Takes everything that waits; what comes later is announced again.
  func take() -> MessageQueue {
    state.withLock { state in
      state.isAnnounced = false
      return state.queue.takeAll()
    }
  }

  /// What was taken has been passed on, and no longer counts.
  func passedOn(cost: Int) {
    state.withLock { state in
      guard state.closed == nil else { return }
      state.heldCost -= cost
      budget?.release(cost)
    }
    resume { $0.heldCost <= capacityBytes / 2 }
  }

  /// Whether the sender has finished and everything was passed on.
  var isSpent: Bool { state.withLock { $0.isFinished && $0.heldCost == 0 } }

  /// Whether everything was passed on.
  var isPassedOn: Bool { state.withLock { $0.heldCost == 0 } }

  /// Throws away what is held; sending fails with the error from now on.
  package func close(_ error: RPCError) {
    state.withLock { state in
      guard state.closed == nil else { return }
      state.closed = error
      state.queue = MessageQueue()
      budget?.release(state.heldCost)
      state.heldCost = 0
    }
    resume { _ in true }
  }
}
