@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// Who meets a higher epoch steps down for good.
@Suite(.timeLimit(.minutes(3))) struct SequencerFencingTests {
  private static var oneByOne: SequencerLimits {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 1
    return limits
  }

  /// Another server takes the log over and writes to it.
  private static func takeOver(_ bench: SequencerBench) async throws {
    let head = try await bench.store.disk.claim(.force, by: Samples.otherClaimant)
    let batch = LogBatch(
      base: head, events: Samples.events(ofCommand: 900, stream: 900, firstVersion: 1), recordedAt: Samples.time)
    #expect(await bench.store.disk.append(batch) == .durable)
  }

  @Test(arguments: [ScriptedLogStore.Fate.asOnDisk, .lostBeforeCommit, .lostAfterCommit])
  func afterATakeOverNothingIsAppendedAndNobodyIsToldMoreThanUnavailable(fate: ScriptedLogStore.Fate) async throws {
    let thrown = try await SequencerBench.run(limits: Self.oneByOne, untilItEnds: true) { bench in
      let accepted = await bench.submitted(Counting(1))
      let refused = await bench.submitted(Counting(2, versionMax: 1))
      let duplicate = await bench.submitted(Counting(1))
      let taken = await bench.submitted(Counting(1, digest: 99))
      let queued = await bench.submitted(Counting(3, stream: 2))
      await bench.until { bench.store.heldCount == 2 }
      let behind = await bench.submitted(Counting(4, stream: 3))
      try await Self.takeOver(bench)
      bench.store.release(fate)
      bench.store.release(fate)
      for submission in [accepted, refused, duplicate, taken, queued, behind] {
        #expect(await submission.result == .unavailable)
      }
      for late in [Counting(5), Counting(1), Counting(6, versionMax: 0), Counting(1, digest: 99)] {
        #expect(await bench.submit(late).result == .unavailable)
      }
      #expect(bench.store.sent.count == 2)
      #expect(bench.store.heldCount == 0)
      #expect(bench.published.value.isEmpty)
      #expect(try await bench.store.disk.head().position == 1)
      await bench.until { bench.waiting == 0 }
    }
    #expect(thrown == .fenced)
  }

  @Test func whatWasCommittedBeforeTheTakeOverIsNotAnsweredWhenTheLogIsNoLongerOurs() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      let committed = await bench.submitted(Counting(1))
      bench.store.duringClaims { _ = try? await bench.store.disk.claim(.force, by: Samples.otherClaimant) }
      await bench.release(.lostAfterCommit)
      #expect(await committed.result == .unavailable)
      let position = try await bench.store.disk.head().position
      #expect(position == 1)
    }
    #expect(thrown == .fenced)
  }

  @Test func aCorruptLogStopsTheWriter() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      bench.store.failClaims(with: [.corrupt(reason: "the frontier does not fit")])
      let submission = await bench.submitted(Counting(1))
      await bench.release(.lostBeforeCommit)
      #expect(await submission.result == .unavailable)
      #expect(await bench.submit(Counting(2)).result == .unavailable)
    }
    #expect(thrown == .fenced)
  }

  @Test func aHeadThatNobodyHereWroteStopsTheWriter() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      let submission = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      // The same epoch, the same position, another event: no fence would show it.
      let forged = LogBatch(
        base: try await bench.store.disk.head(), events: Samples.events(ofCommand: 900, stream: 900, firstVersion: 1),
        recordedAt: Samples.time)
      #expect(await bench.store.disk.append(forged) == .durable)
      bench.store.release(.asOnDisk)
      #expect(await submission.result == .unavailable)
    }
    #expect(thrown == .fenced)
  }

  // To step down may be decided elsewhere, at any moment.

  @Test(arguments: [ScriptedLogStore.Fate.asOnDisk, .refused(.headMoved), .lostAfterCommit])
  func steppingDownWithBatchesOnTheirWay(fate: ScriptedLogStore.Fate) async throws {
    let thrown = try await SequencerBench.run(limits: Self.oneByOne, untilItEnds: true) { bench in
      let submissions = [await bench.submitted(Counting(1)), await bench.submitted(Counting(2))]
      await bench.until { bench.store.heldCount == 2 }
      let queued = await bench.submitted(Counting(3))
      bench.sequencer.stepDown(reason: "the operator wishes it")
      for submission in submissions + [queued] { #expect(await submission.result == .unavailable) }
      #expect(bench.store.release(fate))
      #expect(bench.store.release(fate))
      #expect(await bench.submit(Counting(4)).result == .unavailable)
      #expect(bench.store.sent.count == 2)
      #expect(bench.store.claims.isEmpty)
    }
    #expect(thrown == .fenced)
  }

  @Test func steppingDownWhileTheLogIsClaimed() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      bench.store.duringClaims { bench.sequencer.stepDown(reason: "the operator wishes it") }
      let submission = await bench.submitted(Counting(1))
      await bench.release(.lostAfterCommit)
      #expect(await submission.result == .unavailable)
      #expect(await bench.submit(Counting(2)).result == .unavailable)
    }
    #expect(thrown == .fenced)
  }

  @Test func steppingDownWhileABatchIsMadeKeepsItBack() async throws {
    let thrown = try await SequencerBench.run(untilItEnds: true) { bench in
      bench.whileABatchIsMade { bench.sequencer.stepDown(reason: "the operator wishes it") }
      #expect(await bench.submit(Counting(1)).result == .unavailable)
      #expect(await bench.submit(Counting(2)).result == .unavailable)
      #expect(bench.store.sent.isEmpty)
    }
    #expect(thrown == .fenced)
  }
}
