@testable internal import EventLog
internal import EventLogTestSupport
internal import Synchronization
internal import Testing

/// Thousands of small lives of a sequencer over a store that fails by a seed, each held against what must always be so.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SequencerChaosTests {
  private static let seedsInABlock: UInt64 = 100

  @Test(arguments: 0..<UInt64(20))
  func whatClientsSawIsWhatTheLogHolds(block: UInt64) async throws {
    for seed in (block * Self.seedsInABlock)..<((block + 1) * Self.seedsInABlock) {
      let history = try await ChaosRun(seed: seed).history()
      #expect(history.faults() == [], "seed \(seed)")
    }
  }
}

/// One life: a few clients, a few streams with little room, and a bad day.
private struct ChaosRun {
  private static let commands = 24
  private static let streams = 3
  private static let clients = 6

  private let seed: UInt64
  private let disk = InMemoryLogStore(logID: Samples.id(1, kind: 0x1))
  private let clock = Shared(0)

  init(seed: UInt64) {
    self.seed = seed
  }

  func history() async throws -> SequencerHistory {
    var chance = SplitMix(seed: seed)
    let store = FaultyLogStore(disk: disk, seed: chance.next(), rates: rates(&chance))
    let head = try await disk.claim(.force, by: Samples.claimant)
    let published = Shared<[LogBatch]>([])
    let sequencer = Sequencer(
      store: store, claimant: Samples.claimant, head: head, memory: CounterMemory(), limits: limits(&chance),
      now: now(seed: chance.next())
    ) { batch in
      published.change { $0.append(batch) }
    }
    let running = Task { try? await sequencer.run() }
    let seeds = (0..<Self.clients).map { _ in chance.next() }
    let calls = await withTaskGroup(of: [SequencerHistory.Call].self) { group in
      for seed in seeds { group.addTask { await client(of: sequencer, seed: seed) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    // What the last callers left behind is still on its way.
    while sequencer.guarded.withLock({ !$0.state.pending.isEmpty && !$0.state.hasSteppedDown }) { await Task.yield() }
    running.cancel()
    await running.value
    // What `run()` threw does not tell: it may have been cancelled before it could.
    let hasSteppedDown = sequencer.guarded.withLock { $0.state.hasSteppedDown }
    return SequencerHistory(
      calls: calls, log: try await disk.events(afterPosition: 0, limit: 10_000), published: published.value,
      head: try await disk.head(), steppedDown: hasSteppedDown)
  }

  private func rates(_ chance: inout SplitMix) -> FaultyLogStore.Rates {
    var rates = FaultyLogStore.Rates()
    if chance.happens(percent: 20) { rates.takenOver = 20 }
    return rates
  }

  private func limits(_ chance: inout SplitMix) -> SequencerLimits {
    var limits = SequencerLimits()
    limits.waitingCommandsMax = Int.random(in: 3...20, using: &chance)
    limits.batchEventsMax = Int.random(in: 1...6, using: &chance)
    limits.batchesInFlightMax = Int.random(in: 1...3, using: &chance)
    limits.batchCommandsMin = Int.random(in: 1...3, using: &chance)
    limits.lookUpsAfterRepetition = Int.random(in: 0...5, using: &chance)
    return limits
  }

  /// A clock that also runs backwards.
  private func now(seed: UInt64) -> @Sendable () -> Int64 {
    let chance = Shared(SplitMix(seed: seed))
    return { chance.change { Samples.time + Int64.random(in: -1_000...1_000, using: &$0) } }
  }

  /// Calls one command after the other, some of them again, some of them without waiting for the answer.
  private func client(of sequencer: Sequencer<CounterMemory>, seed: UInt64) async -> [SequencerHistory.Call] {
    var chance = SplitMix(seed: seed)
    var calls: [SequencerHistory.Call] = []
    for _ in 0..<8 {
      let number = Int.random(in: 0..<Self.commands, using: &chance)
      let counting = Counting(
        number, digest: chance.happens(percent: 10) ? number + 100 : number, stream: number % Self.streams,
        count: 1 + number % 2, versionMax: 6)
      let leaves = chance.happens(percent: 8) ? Int.random(in: 0..<6, using: &chance) : nil
      for _ in 0..<3 {
        let call = await call(counting, of: sequencer, leavingAfter: leaves)
        calls.append(call)
        switch call.answer {
        case .overloaded, .unavailable: continue
        default: break
        }
        break
      }
    }
    return calls
  }

  private func call(
    _ counting: Counting, of sequencer: Sequencer<CounterMemory>, leavingAfter yields: Int?
  ) async -> SequencerHistory.Call {
    let began = tick()
    let task = Task { await sequencer.submit(counting) }
    if let yields {
      for _ in 0..<yields { await Task.yield() }
      task.cancel()
    }
    let answer = await task.value
    let ended = tick()
    let ofStream = try? await disk.events(ofStream: counting.stream, afterVersion: 0, limit: 1_000)
    let ofCommand = try? await disk.events(ofCommand: counting.command)
    return SequencerHistory.Call(
      counting: counting, began: began, ended: ended, answer: answer,
      versionOnDisk: ofStream?.last?.event.version ?? 0, onDisk: ofCommand ?? [])
  }

  private func tick() -> Int {
    clock.change { clock in
      clock += 1
      return clock
    }
  }
}

extension SequencerState {
  fileprivate var hasSteppedDown: Bool {
    if case .steppedDown = phase { return true }
    return false
  }
}
