internal import DequeModule
internal import Identifiers

extension SequencerState {
  /// What the writer is to do next.
  enum Work {
    /// Make a batch of these events on this head, and send it.
    case send([SealedEvent], base: LogHead)
    /// Claim the log again and settle what became of the batches that were on their way.
    case recover
    case stop(reason: String)
  }

  /// Waiters to wake once the lock is released, with what they are told.
  typealias Wakes = [(Waiter, WaitResult)]

  /// The next piece of work, or `nil` if there is none for now.
  mutating func takeWork() -> Work? {
    switch phase {
    case .steppedDown(let reason): return .stop(reason: reason)
    case .lost: return .recover
    case .failing: return nil
    case .active: break
    }
    guard inFlight.count < limits.batchesInFlightMax, sealedPrefix > 0 else { return nil }
    guard inFlight.isEmpty || sealedCommands >= limits.batchCommandsMin else { return nil }
    var events: [SealedEvent] = []
    var bytes = 0
    while sealedPrefix > 0, let next = queue.first, let sealed = next.sealed {
      let fits =
        events.count + next.eventCount <= limits.batchEventsMax
        && bytes + next.partsByteCount <= limits.batchBytesMax
      guard events.isEmpty || fits else { break }
      events.append(contentsOf: sealed)
      bytes += next.partsByteCount
      queue.removeFirst()
      sealedPrefix -= 1
      sealedCommands -= next.commandCount
      slotsGone += 1
    }
    return .send(events, base: sent)
  }

  /// A batch is about to be sent; `false` if it must not be any more.
  ///
  /// It was made outside the lock. If one before it failed meanwhile, its commands are dropped with all other
  /// speculation, and sending it would only move `sent` to where the log will never be.
  mutating func sending(_ batch: LogBatch) -> Bool {
    guard case .active = phase, batch.base == sent else { return false }
    sent = batch.head
    inFlight.append(batch)
    return true
  }

  /// The oldest batch on its way has ended.
  mutating func ended(_ outcome: AppendOutcome) -> (durable: LogBatch?, wakes: Wakes) {
    guard let batch = inFlight.popFirst() else { preconditionFailure("an outcome without a batch") }
    switch (phase, outcome) {
    case (.active, .durable): return (batch, settle([batch]))
    case (.active, .refused(.commandRepeated)):
      lookUpsLeft = limits.lookUpsAfterRepetition
      phase = .failing(.repetition)
    case (.active, .refused(.streamMoved)): phase = .failing(.repetition)
    case (.active, .refused), (.active, .ambiguous): phase = .failing(.unknown(unresolved: [batch]))
    case (.failing(.unknown(let unresolved)), _): phase = .failing(.unknown(unresolved: unresolved + [batch]))
    // Behind a batch that was refused stands one that was built on it: the compare-and-swap refuses that one too.
    // If anything else is heard of it, the store is to be asked.
    case (.failing(.repetition), .refused(.headMoved)): break
    case (.failing(.repetition), _): phase = .failing(.unknown(unresolved: [batch]))
    // Whoever waited for it was told already that nobody knows.
    case (.steppedDown, _): break
    case (.lost, _): preconditionFailure("a batch was on its way while nothing was to be")
    }
    return (nil, inFlight.isEmpty ? concludeFailure() : [])
  }

  private mutating func concludeFailure() -> Wakes {
    guard case .failing(let failure) = phase else { return [] }
    switch failure {
    case .repetition:
      phase = .active
      return dropSpeculation()
    case .unknown(let unresolved):
      phase = .lost(unresolved: unresolved)
      return []
    }
  }

  /// The log was claimed again and stands at `head`: every batch up to there is on disk, every other is not.
  mutating func recovered(at head: LogHead) -> (durable: [LogBatch], wakes: Wakes) {
    // To step down may have been asked for while the log was claimed.
    guard case .lost(let unresolved) = phase else { return ([], []) }
    let ends = [durable] + unresolved.map(\.head)
    guard let last = ends.lastIndex(where: { $0.position == head.position && $0.frontier == head.frontier }) else {
      return ([], stepDown(reason: "another server has written to the log"))
    }
    let recorded = Array(unresolved.prefix(last))
    let wakes = settle(recorded)
    durable = head
    phase = .active
    return (recorded, wakes + dropSpeculation())
  }

  /// Whether the log was held in this epoch when it was last heard of, and nothing has happened since to doubt it.
  func holds(_ epoch: UInt64) -> Bool {
    guard case .active = phase else { return false }
    return durable.epoch == epoch
  }

  /// The writer's connection is gone. With a batch on its way, its end will tell; otherwise the log is claimed again now,
  /// before another server takes the silence for death.
  mutating func connectionLost() {
    guard case .active = phase, inFlight.isEmpty else { return }
    phase = .lost(unresolved: [])
  }

  /// Ends writing for good: nobody is told more than that it is unknown.
  mutating func stepDown(reason: String) -> Wakes {
    phase = .steppedDown(reason: reason)
    return waiters.removeAll().map { ($0, .unavailable(reason: reason)) }
  }

  private mutating func settle(_ batches: [LogBatch]) -> Wakes {
    var wakes: Wakes = []
    for batch in batches {
      durable = batch.head
      memory.settle(through: durable.position)
      for stored in batch.stored where stored.event.commandMark != nil { pending[stored.event.command] = nil }
      for waiter in waiters.remove(through: durable.position) { wakes.append((waiter, .durable(batch))) }
    }
    return wakes
  }

  private mutating func dropSpeculation() -> Wakes {
    generation += 1
    sent = durable
    lastPosition = durable.position
    slotsGone += UInt64(queue.count)
    queue.removeAll(keepingCapacity: true)
    sealedPrefix = 0
    sealedCommands = 0
    pending.removeAll(keepingCapacity: true)
    memory.forget(after: durable.position)
    return waiters.removeAll().map { ($0, .decideAgain) }
  }
}
