@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// What leaves when, apart from threads.
@Suite struct SequencerStateTests {
  /// The state, in a class so that expectations can move it on.
  private final class Bench {
    var state: SequencerState<CounterMemory>

    init(_ change: (inout SequencerLimits) -> Void = { _ in }) {
      var limits = SequencerLimits()
      change(&limits)
      let head = LogHead(
        logID: Samples.id(1, kind: 0x1), position: 0, epoch: 1, recordedAt: 0, frontier: MerkleFrontier())
      state = SequencerState(memory: CounterMemory(), head: head, limits: limits)
    }

    /// Decides a command that is accepted.
    func queue(_ counting: Counting) throws -> Queued {
      let proposed = state.propose(counting.command, digest: counting.digest) {
        counting.decide(&$0, firstPosition: $1)
      }
      guard case .queued(let ticket, let draft) = proposed else { throw NotQueued() }
      return Queued(ticket: ticket, events: counting.seal(draft))
    }

    func seal(_ queued: Queued) -> Bool {
      state.seal(queued.ticket, as: queued.events)
    }

    /// The next batch, if one may leave now.
    func takeBatch() -> LogBatch? {
      guard case .send(let events, let base) = state.takeWork() else { return nil }
      return LogBatch(base: base, events: events, recordedAt: Samples.time)
    }

    /// The next batch, on its way.
    func sendBatch() -> LogBatch? {
      guard let batch = takeBatch(), state.sending(batch) else { return nil }
      return batch
    }
  }

  private struct Queued {
    let ticket: SequencerState<CounterMemory>.Ticket
    let events: [SealedEvent]
  }

  private struct NotQueued: Error {}

  @Test func whatSealsLateHoldsBackWhatIsBehindIt() throws {
    let bench = Bench()
    let first = try bench.queue(Counting(1, count: 2))
    let second = try bench.queue(Counting(2))
    let third = try bench.queue(Counting(3))
    #expect(bench.seal(third))
    #expect(bench.seal(second))
    #expect(bench.takeBatch() == nil)
    #expect(bench.seal(first))
    #expect(bench.takeBatch()?.events == first.events + second.events + third.events)
    #expect(bench.takeBatch() == nil)
  }

  @Test func aTicketFindsItsSlotAfterOthersHaveLeft() throws {
    let bench = Bench { $0.batchCommandsMin = 1 }
    let queued = try (1...3).map { try bench.queue(Counting($0)) }
    #expect(bench.seal(queued[0]))
    let first = bench.sendBatch()
    #expect(first?.events == queued[0].events)
    #expect(bench.seal(queued[2]))
    #expect(bench.takeBatch() == nil)
    #expect(bench.seal(queued[1]))
    let second = bench.takeBatch()
    #expect(second?.events == queued[1].events + queued[2].events)
    #expect(second?.base == first?.head)
  }

  @Test func aTicketOfDroppedSpeculationSealsNothing() throws {
    let bench = Bench { $0.batchCommandsMin = 1 }
    let first = try bench.queue(Counting(1))
    let late = try bench.queue(Counting(2))
    #expect(bench.seal(first))
    #expect(bench.sendBatch() != nil)
    #expect(bench.state.ended(.refused(.commandRepeated)).durable == nil)
    let again = try bench.queue(Counting(3))
    #expect(again.ticket.firstPosition == 1)
    #expect(!bench.seal(late))
    #expect(bench.takeBatch() == nil)
    #expect(bench.seal(again))
    #expect(bench.takeBatch()?.events == again.events)
  }

  @Test func aBatchHoldsNoMoreEventsThanItsLimitUnlessOneCommandDoes() throws {
    let bench = Bench { limits in
      limits.batchEventsMax = 4
      limits.batchesInFlightMax = 100
      limits.batchCommandsMin = 1
    }
    for (index, count) in [2, 2, 1, 3, 9, 1, 1].enumerated() {
      let queued = try bench.queue(Counting(index, stream: index, count: count))
      #expect(bench.seal(queued))
    }
    var sizes: [Int] = []
    while let batch = bench.sendBatch() { sizes.append(batch.events.count) }
    #expect(sizes == [4, 4, 9, 2])
  }

  @Test func aBatchHoldsNoMoreBytesThanItsLimitUnlessOneCommandDoes() throws {
    let one = try Bench().queue(Counting(1)).events[0].partsByteCount
    #expect(one > 0)
    let bench = Bench { limits in
      limits.batchBytesMax = 3 * one
      limits.batchesInFlightMax = 100
      limits.batchCommandsMin = 1
    }
    for (index, count) in [1, 2, 1, 1, 4, 1].enumerated() {
      let queued = try bench.queue(Counting(index, stream: index, count: count))
      #expect(bench.seal(queued))
    }
    var sizes: [Int] = []
    while let batch = bench.sendBatch() { sizes.append(batch.events.count) }
    #expect(sizes == [3, 2, 4, 1])
  }

  @Test func behindABatchOnItsWayTheNextOneWaitsForEnoughCommands() throws {
    let bench = Bench { $0.batchCommandsMin = 3 }
    func queue(_ numbers: ClosedRange<Int>) throws {
      for number in numbers {
        let queued = try bench.queue(Counting(number))
        #expect(bench.seal(queued))
      }
    }
    try queue(1...1)
    let first = bench.sendBatch()
    #expect(first?.events.count == 1)
    try queue(2...3)
    #expect(bench.takeBatch() == nil)
    try queue(4...4)
    let second = bench.sendBatch()
    #expect(second?.events.count == 3)
    try queue(5...9)
    #expect(bench.takeBatch() == nil)
    #expect(bench.state.ended(.durable).durable?.head == first?.head)
    #expect(bench.takeBatch()?.events.count == 5)
  }
}
