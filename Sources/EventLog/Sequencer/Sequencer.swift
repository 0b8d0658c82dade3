internal import DequeModule
package import Identifiers
internal import Synchronization

/// The only writer of a log: decides in order, sends batches, and lets no outcome out before what it rests on is on disk.
package final class Sequencer<Memory: SpeculativeMemory>: Sendable {
  struct Guarded {
    var state: SequencerState<Memory>
    var writer: CheckedContinuation<SequencerState<Memory>.Work, Never>?
    var nextWaiterID: UInt64 = 0
  }

  let store: any LogStore
  let claimant: Identifier128
  let now: @Sendable () -> Int64
  let guarded: Mutex<Guarded>
  let limits: SequencerLimits
  let measure: @Sendable (_ nanosecondsToDurable: Int64) -> Void
  let publish: @Sendable (LogBatch) -> Void

  /// A sequencer for a log that `claimant` claimed just now and that stood at `head`.
  ///
  /// - Parameters:
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  ///   - measure: is told, for each batch whose commit was answered, how long it was on its way; runs on the store's
  ///     thread and must not wait.
  ///   - publish: is given every batch once it is on disk, in order, before anybody hears of it; runs under the
  ///     sequencer's lock.
  package init(
    store: any LogStore, claimant: Identifier128, head: LogHead, memory: Memory,
    limits: SequencerLimits = SequencerLimits(), now: @escaping @Sendable () -> Int64,
    measure: @escaping @Sendable (_ nanosecondsToDurable: Int64) -> Void = { _ in },
    publish: @escaping @Sendable (LogBatch) -> Void
  ) {
    self.store = store
    self.claimant = claimant
    self.now = now
    self.limits = limits
    self.measure = measure
    self.publish = publish
    guarded = Mutex(Guarded(state: SequencerState(memory: memory, head: head, limits: limits)))
  }

  /// Decides a command and, if it is accepted, records it; returns once the outcome rests on nothing but the disk.
  ///
  /// - Parameters:
  ///   - digest: keyed digest of the command's content: tells a repetition from another command under the same id.
  ///   - decide: runs under the sequencer's lock, maybe several times; does no more than decide.
  ///   - seal: makes of a draft the events as they will be stored; runs outside the lock.
  package func submit<Draft, Refusal>(
    _ command: CommandKey, digest: [UInt8],
    decide: @Sendable (inout Memory, _ firstPosition: UInt64) -> Proposal<Draft, Refusal>,
    seal: @Sendable (Draft) -> [SealedEvent]
  ) async -> Outcome<Draft, Refusal> {
    for attempt in 0..<limits.decisionsMax {
      let mustLookUp = guarded.withLock { $0.state.takeLookUp() }
      if attempt > 0 || mustLookUp, let earlier: Outcome<Draft, Refusal> = await lookUp(command, digest: digest) {
        return earlier
      }
      if let outcome = await decideOnce(command, digest: digest, decide: decide, seal: seal) { return outcome }
    }
    return .unavailable(reason: "the batches that held the command failed \(limits.decisionsMax) times")
  }

  /// `nil` if what was decided has become void.
  private func decideOnce<Draft, Refusal>(
    _ command: CommandKey, digest: [UInt8],
    decide: @Sendable (inout Memory, _ firstPosition: UInt64) -> Proposal<Draft, Refusal>,
    seal: @Sendable (Draft) -> [SealedEvent]
  ) async -> Outcome<Draft, Refusal>? {
    switch guarded.withLock({ $0.state.propose(command, digest: digest, decide: decide) }) {
    case .notReady: return .notReady
    case .overloaded: return .overloaded
    case .steppedDown(let reason): return .unavailable(reason: reason)
    case .queued(let ticket, let draft):
      switch await wait(for: ticket, sealedAs: seal(draft)) {
      case .durable(let batch): return .recorded(batch.record(of: ticket), draft)
      case .decideAgain: return nil
      case let other: return Self.unknown(other)
      }
    case .refused(let refusal, let position, let generation):
      switch await wait(until: position, generation: generation) {
      // A command that stands in the log may be refused just because of what it did: it gets its first answer again.
      case .durable, .durableAlready: return await lookUp(command, digest: digest) ?? .refused(refusal)
      case .decideAgain: return nil
      case let other: return Self.unknown(other)
      }
    case .idTaken(let position, let generation):
      switch await wait(until: position, generation: generation) {
      case .durable, .durableAlready: return .idTaken
      case .decideAgain: return nil
      case let other: return Self.unknown(other)
      }
    case .joined(let position, let generation):
      switch await wait(until: position, generation: generation) {
      // Its events are in the log now: the next round looks them up.
      case .durable, .durableAlready, .decideAgain: return nil
      case let other: return Self.unknown(other)
      }
    }
  }

  /// What to say of a command that stands in the log already; `nil` if it does not.
  private func lookUp<Draft, Refusal>(
    _ command: CommandKey, digest: [UInt8]
  ) async -> Outcome<Draft, Refusal>? {
    do throws(LogStoreError) {
      let events = try await store.events(ofCommand: command)
      guard let first = events.first else { return nil }
      return first.event.commandMark?.digest == digest ? .repeated(events) : .idTaken
    } catch {
      return .unavailable(reason: "the log cannot be read")
    }
  }

  private static func unknown<Draft, Refusal>(_ result: WaitResult) -> Outcome<Draft, Refusal> {
    if case .unavailable(let reason) = result { return .unavailable(reason: reason) }
    return .unavailable(reason: "the caller did not wait")
  }

  /// Runs `body` on the memory, under the sequencer's lock; `durablePosition` is what is on disk.
  package func withMemory<Result: Sendable>(
    _ body: @Sendable (inout Memory, _ durablePosition: UInt64) -> Result
  ) -> Result {
    guarded.withLock { body(&$0.state.memory, $0.state.durable.position) }
  }

  /// Whether nothing speaks against this server being the log's writer: it writes, and no other has taken over.
  package var holdsLog: Bool {
    guarded.withLock(\.state.isKnownToBeOurs)
  }

  /// The head as it stands on disk.
  package var durableHead: LogHead {
    guarded.withLock { $0.state.durable }
  }
}

extension LogBatch {
  fileprivate func record<Memory>(of ticket: SequencerState<Memory>.Ticket) -> CommandRecord {
    let first = Int(ticket.firstPosition - base.position) - 1
    return CommandRecord(
      firstPosition: ticket.firstPosition, recordedAt: recordedAt,
      leaves: Array(leaves[first...(Int(ticket.lastPosition - base.position) - 1)]))
  }
}
