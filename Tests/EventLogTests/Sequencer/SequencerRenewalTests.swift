@testable internal import EventLog
internal import EventLogTestSupport
internal import Synchronization
internal import Testing

/// A writer that has nothing to write still learns what became of its log.
@Suite(.timeLimit(.minutes(3))) struct SequencerRenewalTests {
  private static let away = LogStoreError.unavailable(reason: "the connection was lost")

  @Test func aLogThatIsOursStaysOurs() async throws {
    try await SequencerBench.run { bench in
      await bench.sequencer.renew()
      let submission = await bench.submitted(Counting(1))
      await bench.sequencer.renew()
      await bench.release(.asOnDisk)
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.claims.isEmpty)
    }
  }

  @Test func aTakeOverIsNoticedWithoutAnythingToWrite() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      _ = try await bench.store.disk.claim(.force, by: Samples.otherClaimant)
      await bench.sequencer.renew()
      #expect(await bench.submit(Counting(1)).result == .unavailable)
      #expect(bench.store.sent.isEmpty)
    }
    #expect(thrown == .fenced)
  }

  @Test func thoseWhoWaitAreToldOfATakeOver() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      let submission = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      _ = try await bench.store.disk.claim(.force, by: Samples.otherClaimant)
      await bench.sequencer.renew()
      #expect(await submission.result == .unavailable)
      #expect(bench.store.release(.asOnDisk))
    }
    #expect(thrown == .fenced)
  }

  @Test func aLostConnectionIsClaimedAgainAtOnce() async throws {
    try await SequencerBench.run { bench in
      bench.store.failRenewals(with: Self.away)
      await bench.sequencer.renew()
      await bench.until { bench.sequencer.durableHead.epoch == 2 }
      #expect(bench.store.claims == [.resume])
      let submission = await bench.submitted(Counting(1))
      await bench.releaseAll(until: [submission])
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.sent.map(\.base.epoch) == [2])
    }
  }

  @Test func withABatchOnItsWayItsEndTells() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      bench.store.failRenewals(with: Self.away)
      await bench.sequencer.renew()
      #expect(bench.store.claims.isEmpty)
      #expect(!submission.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.claims.isEmpty)
    }
  }

  @Test func aConnectionLostWhileABatchIsMadeKeepsTheBatchBack() async throws {
    try await SequencerBench.run { bench in
      let losses = Shared(0)
      bench.whileABatchIsMade {
        guard
          losses.change({
            $0 += 1; return $0
          }) == 1
        else { return }
        bench.sequencer.guarded.withLock { $0.state.connectionLost() }
      }
      let submission = bench.submit(Counting(1))
      await bench.releaseAll(until: [submission])
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.sent.map(\.base.epoch) == [2])
    }
  }

  @Test func anAnswerForAnEpochOfBeforeIsNoTakeOver() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submitted(Counting(1))
      bench.store.duringRenewals {
        await bench.release(.lostAfterCommit)
        await bench.until { bench.sequencer.durableHead.epoch == 2 }
      }
      await bench.sequencer.renew()
      #expect(await submission.result == .recorded(1...1))
      let next = await bench.submitted(Counting(2))
      await bench.releaseAll(until: [next])
      #expect(await next.result == .recorded(2...2))
    }
  }

  @Test func whoWaitsForAPositionIsToldWhetherItIsOnDisk() async throws {
    try await SequencerBench.run { bench in
      #expect(await bench.sequencer.untilDurable(0))
      let first = await bench.submitted(Counting(1))
      async let reachesDisk = bench.sequencer.untilDurable(1)
      await bench.until { bench.waiting == 2 }
      await bench.release(.asOnDisk)
      #expect(await reachesDisk)
      #expect(await first.result == .recorded(1...1))
      let second = await bench.submitted(Counting(2))
      async let fails = bench.sequencer.untilDurable(2)
      await bench.until { bench.waiting == 2 }
      await bench.release(.refused(.streamMoved))
      #expect(await !fails)
      await bench.releaseAll(until: [second])
    }
  }
}
