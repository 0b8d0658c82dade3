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
