@testable internal import EventLog
internal import EventLogTestSupport
internal import Synchronization
internal import Testing

/// What happens in the moments between two steps.
@Suite(.timeLimit(.minutes(3))) struct SequencerRaceTests {
  private static var oneByOne: SequencerLimits {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 1
    return limits
  }

  // A batch is made outside the lock: the one before it may end meanwhile.

  @Test(arguments: [
    ScriptedLogStore.Fate.lostBeforeCommit, .lostAfterCommit, .refused(.commandRepeated), .refused(.streamMoved),
    .refused(.unavailable(reason: "the disk is full")), .asOnDisk,
  ])
  func aBatchIsNotSentOnAHeadThatFailedWhileItWasMade(fate: ScriptedLogStore.Fate) async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      let hasEnded = Shared(false)
      bench.whileABatchIsMade {
        guard !hasEnded.value else { return }
        bench.store.release(fate)
        hasEnded.change { $0 = true }
      }
      let second = bench.submit(Counting(2))
      await bench.until { hasEnded.value }
      await bench.releaseAll(until: [first, second])
      #expect(Set([await first.result, await second.result]) == [.recorded(1...1), .recorded(2...2)])
      try await bench.expectLog(of: [Counting(1), Counting(2)])
      // Everything after the first was sent on the head that the disk had: nothing was refused on account of it.
      let isFirstRecorded = fate == .asOnDisk || fate == .lostAfterCommit
      #expect(bench.store.sent.count == bench.published.value.count + (isFirstRecorded ? 0 : 1))
    }
  }

  @Test func aBatchMayBeMadeWhileAllBeforeItEndsWell() async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      bench.whileABatchIsMade { bench.store.release(.asOnDisk) }
      let submissions = (1...200).map { bench.submit(Counting($0)) }
      await bench.releaseAll(until: submissions)
      try await bench.expectLog(of: (1...200).map { Counting($0) })
      #expect(bench.store.claims.isEmpty)
    }
  }

  @Test func aRefusalDecidedBeforeAFailureIsNotGivenAfterIt() async throws {
    // The refusal rests on position 1 of a generation that is gone by the time it would wait; by then position 1 may be
    // another command's, and durable.
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1, stream: 1))
      let generation = bench.sequencer.guarded.withLock { $0.state.generation }
      await bench.release(.refused(.streamMoved))
      await bench.releaseAll(until: [first])
      #expect(await first.result == .recorded(1...1))
      guard case .decideAgain = await bench.sequencer.wait(until: 1, generation: generation) else {
        Issue.record("the refusal would leave")
        return
      }
    }
  }
}
