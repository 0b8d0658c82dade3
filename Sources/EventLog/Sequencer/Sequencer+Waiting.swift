internal import Synchronization

extension Sequencer {
  /// Hands over what was sealed, and waits until it is on disk.
  func wait(for ticket: SequencerState<Memory>.Ticket, sealedAs events: [SealedEvent]) async -> WaitResult {
    await wait(until: ticket.lastPosition, generation: ticket.generation) { state in
      _ = state.seal(ticket, as: events)
    }
  }

  /// Waits until everything up to `position` is on disk, or until the speculation of `generation` is dropped.
  func wait(until position: UInt64, generation: UInt64) async -> WaitResult {
    await wait(until: position, generation: generation) { _ in }
  }

  /// Waits until everything up to `position` is on disk; `false` if it never will be, or nobody can tell.
  package func untilDurable(_ position: UInt64) async -> Bool {
    let generation = guarded.withLock(\.state.generation)
    switch await wait(until: position, generation: generation) {
    case .durable, .durableAlready: return true
    case .decideAgain, .unavailable, .abandoned: return false
    }
  }

  private func wait(
    until position: UInt64, generation: UInt64, first: (inout SequencerState<Memory>) -> Void
  ) async -> WaitResult {
    let id = guarded.withLock { guarded in
      guarded.nextWaiterID += 1
      return guarded.nextWaiterID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Waiter(id: id, position: position, continuation: continuation)
        let result = guarded.withLock { guarded -> WaitResult? in
          first(&guarded.state)
          return guarded.state.admit(waiter, generation: generation)
        }
        if let result { continuation.resume(returning: result) } else if Task.isCancelled { abandon(id) }
        wakeWriter()
      }
    } onCancel: {
      abandon(id)
    }
  }

  private func abandon(_ id: UInt64) {
    let waiter = guarded.withLock { $0.state.waiters.remove(id: id) }
    waiter?.continuation.resume(returning: .abandoned)
  }
}

extension SequencerState {
  /// Whether nothing speaks for another server having taken the log over and written what nobody here has read.
  var isKnownToBeOurs: Bool {
    switch phase {
    case .active, .failing(.repetition): true
    case .failing(.unknown), .lost, .steppedDown: false
    }
  }

  /// Lets somebody wait; returns what they can be told at once instead.
  fileprivate mutating func admit(_ waiter: Waiter, generation: UInt64) -> WaitResult? {
    if case .steppedDown(let reason) = phase { return .unavailable(reason: reason) }
    // Positions of speculation that was dropped may be other commands' by now.
    guard generation == self.generation else { return .decideAgain }
    if waiter.position <= durable.position, isKnownToBeOurs { return .durableAlready }
    waiters.insert(waiter)
    return nil
  }
}
