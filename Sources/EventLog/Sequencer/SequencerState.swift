internal import DequeModule
internal import Identifiers

/// The sequencer's decisions, apart from its deeds: who is queued where, what is on its way, who waits for what.
///
/// A command is decided and takes its positions; it is sealed outside the lock; sealed commands leave in order, in
/// batches. When a batch fails, everything behind it was decided on what never happened, so all of it is dropped and
/// decided again.
struct SequencerState<Memory: SpeculativeMemory> {
  enum Phase {
    case active
    /// A batch failed and others are still on their way: nothing new leaves.
    case failing(Failure)
    /// Nothing is on its way, and it must be learnt from the store what became of `unresolved`.
    case lost(unresolved: [LogBatch])
    case steppedDown(reason: String)
  }

  /// How the batches fail that are on their way.
  enum Failure {
    /// None of them is in the log, and the log is still ours.
    case repetition
    /// Nobody knows without asking.
    case unknown(unresolved: [LogBatch])
  }

  /// Commands that were decided together and leave together.
  struct Slot {
    var commandCount: Int
    var eventCount: Int
    var sealed: [SealedEvent]?
    /// Of what was sealed.
    var partsByteCount = 0
  }

  var memory: Memory
  let limits: SequencerLimits
  var phase = Phase.active
  /// What is on disk.
  var durable: LogHead
  /// What will be on disk once everything on its way is.
  var sent: LogHead
  /// Of the last event decided.
  var lastPosition: UInt64
  /// Decided and not yet sent, in order of position.
  var queue: Deque<Slot> = []
  /// How many slots at the front of the queue are sealed, and how many commands are in them.
  var sealedPrefix = 0
  var sealedCommands = 0
  /// Counts slots that left the queue, so that a ticket finds its slot.
  var slotsGone: UInt64 = 0
  var inFlight: Deque<LogBatch> = []
  var pending: [CommandKey: PendingCommand] = [:]
  var waiters = WaiterQueue()
  /// Rises whenever speculation is dropped: tells a ticket that its slot is gone.
  var generation: UInt64 = 0
  var lookUpsLeft = 0

  struct PendingCommand {
    let digest: [UInt8]
    let lastPosition: UInt64
  }

  /// A slot in the queue, as the caller remembers it while it seals, and the place of one command in it.
  struct Ticket {
    let generation: UInt64
    let slot: UInt64
    let firstPosition: UInt64
    let lastPosition: UInt64
  }

  init(memory: Memory, head: LogHead, limits: SequencerLimits) {
    self.memory = memory
    self.limits = limits
    durable = head
    sent = head
    lastPosition = head.position
  }

  enum Proposed<Draft: Sendable, Refusal: Sendable> {
    case queued(Ticket, Draft)
    /// The same command is on its way already.
    case joined(lastPosition: UInt64, generation: UInt64)
    case idTaken(restingOn: UInt64, generation: UInt64)
    case refused(Refusal, restingOn: UInt64, generation: UInt64)
    case notReady
    case overloaded
    case steppedDown(reason: String)
  }

  /// Decides a command.
  ///
  /// - Parameter companion: of a command that was decided just before, under the same lock: this one goes into the same
  ///   slot; `nil` for a slot of its own.
  mutating func propose<Draft, Refusal>(
    _ command: CommandKey, digest: [UInt8], besides companion: Ticket? = nil,
    decide: (inout Memory, _ firstPosition: UInt64) -> Proposal<Draft, Refusal>
  ) -> Proposed<Draft, Refusal> {
    if case .steppedDown(let reason) = phase { return .steppedDown(reason: reason) }
    // Repetitions and refusals wait too, without being pending themselves.
    guard max(pending.count, waiters.count) < limits.waitingCommandsMax else { return .overloaded }
    if let earlier = pending[command] {
      return earlier.digest == digest
        ? .joined(lastPosition: earlier.lastPosition, generation: generation)
        : .idTaken(restingOn: earlier.lastPosition, generation: generation)
    }
    switch decide(&memory, lastPosition + 1) {
    case .notReady: return .notReady
    case .refuse(let refusal, let position):
      return .refused(refusal, restingOn: position, generation: generation)
    case .record(let eventCount, let draft):
      precondition(eventCount > 0, "a command that is accepted records at least one event")
      if companion == nil { queue.append(Slot(commandCount: 0, eventCount: 0)) }
      let ticket = Ticket(
        generation: generation, slot: slotsGone + UInt64(queue.count - 1), firstPosition: lastPosition + 1,
        lastPosition: lastPosition + UInt64(eventCount))
      precondition(companion.map { $0.slot == ticket.slot } ?? true, "only the last slot can grow")
      queue[queue.count - 1].commandCount += 1
      queue[queue.count - 1].eventCount += eventCount
      lastPosition = ticket.lastPosition
      pending[command] = PendingCommand(digest: digest, lastPosition: lastPosition)
      return .queued(ticket, draft)
    }
  }

  /// Whether the next commands are to be looked up in the log before they are decided.
  mutating func takeLookUps(_ count: Int) -> Bool {
    guard lookUpsLeft > 0 else { return false }
    lookUpsLeft = max(0, lookUpsLeft - count)
    return true
  }

  /// Fills the slot of a ticket with the events of all its commands; `false` if it was dropped since.
  mutating func seal(_ ticket: Ticket, as events: [SealedEvent]) -> Bool {
    guard ticket.generation == generation else { return false }
    let index = Int(ticket.slot - slotsGone)
    precondition(queue[index].eventCount == events.count, "a draft seals to as many events as it was decided to have")
    queue[index].sealed = events
    queue[index].partsByteCount = events.reduce(0) { $0 + $1.partsByteCount }
    while sealedPrefix < queue.count, queue[sealedPrefix].sealed != nil {
      sealedCommands += queue[sealedPrefix].commandCount
      sealedPrefix += 1
    }
    return true
  }
}
