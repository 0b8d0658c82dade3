@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// The writer's life.
@Suite(.timeLimit(.minutes(3))) struct SequencerRunTests {
  @Test func itEndsWhenItIsCancelledWithoutAnythingToDo() async throws {
    #expect(try await SequencerBench.run { _ in } == nil)
  }

  @Test func itEndsWhenItIsCancelledWithABatchOnItsWayAndTheBatchIsStillAnswered() async throws {
    let left = Shared<(SequencerBench, Submission)?>(nil)
    let thrown = try await SequencerBench.run { bench in
      let submission = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      left.change { $0 = (bench, submission) }
    }
    #expect(thrown == nil)
    let (bench, submission) = try #require(left.value)
    bench.store.release(.asOnDisk)
    #expect(await submission.result == .recorded(1...1))
  }

  @Test func itEndsWhenItIsCancelledWhileTheLogCannotBeClaimed() async throws {
    let thrown = try await SequencerBench.run { bench in
      bench.store.failClaims(with: [LogStoreError](repeating: .unavailable(reason: "away"), count: 1_000_000))
      let submission = await bench.submitted(Counting(1))
      await bench.release(.lostBeforeCommit)
      await bench.until { bench.store.claims.count > 3 }
      submission.cancel()
      #expect(await submission.result == .unavailable)
    }
    #expect(thrown == nil)
  }

  @Test func batchesArePublishedInOrderAndEachOnce() async throws {
    var limits = SequencerLimits()
    limits.batchEventsMax = 4
    limits.batchCommandsMin = 2
    try await SequencerBench.run(limits: limits) { bench in
      let submissions = (0..<500).map { bench.submit(Counting($0, stream: $0 % 9, count: 1 + $0 % 3)) }
      await bench.releaseAll(until: submissions)
      let published = bench.published.value
      #expect(zip(published, published.dropFirst()).allSatisfy { $0.head == $1.base })
      #expect(published.first?.base.position == 0)
      try await bench.expectLog(of: (0..<500).map { Counting($0) })
    }
  }

  @Test func theMemoryKnowsWhatIsOnDiskAndWhatIsNot() async throws {
    try await SequencerBench.run { bench in
      let stream = Counting(1).stream
      let submission = await bench.submitted(Counting(1, count: 2))
      #expect(
        bench.sequencer.withMemory { memory, durable in [memory.version(of: stream).version, durable] } == [2, 0])
      await bench.release(.asOnDisk)
      _ = await submission.result
      #expect(
        bench.sequencer.withMemory { memory, durable in [memory.version(of: stream).version, durable] } == [2, 2])
    }
  }
}
