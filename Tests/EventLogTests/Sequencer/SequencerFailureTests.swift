@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// When a batch fails, all behind it is decided again, on what is really there.
@Suite(.timeLimit(.minutes(3))) struct SequencerFailureTests {
  private static var oneByOne: SequencerLimits {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 1
    return limits
  }

  @Test func allBehindAFailedBatchIsDecidedAgainOnTheDisksState() async throws {
    // Command 0 is in the log already, so its second life on stream 1 never happens: versions must close up.
    try await SequencerBench.run(inLog: [Counting(0, stream: 9)], limits: Self.oneByOne) { bench in
      let repeated = await bench.submitted(Counting(0, stream: 1))
      await bench.until { bench.store.heldCount == 1 }
      let inFlight = await bench.submitted(Counting(1, stream: 1))
      await bench.until { bench.store.heldCount == 2 }
      let queued = await bench.submitted(Counting(2, stream: 1))
      await bench.releaseAll(until: [repeated, inFlight, queued])
      #expect(await repeated.result == .repeated([1]))
      #expect(Set([await inFlight.result, await queued.result]) == [.recorded(2...2), .recorded(3...3)])
      try await bench.expectLog(of: [0, 1, 2].map { Counting($0) }, published: false)
      #expect(bench.store.claims.isEmpty)
    }
  }

  @Test func aRefusalThatRestedOnAFailedBatchIsDecidedAgain() async throws {
    try await SequencerBench.run(inLog: [Counting(0, stream: 9)], limits: Self.oneByOne) { bench in
      let repeated = await bench.submitted(Counting(0, stream: 1))
      let refused = await bench.submitted(Counting(1, stream: 1, versionMax: 1))
      #expect(!refused.hasAnswered)
      await bench.releaseAll(until: [repeated, refused])
      #expect(await repeated.result == .repeated([1]))
      #expect(await refused.result == .recorded(2...2))
    }
  }

  @Test func aDuplicateOfACommandInAFailedBatchIsDecidedAgain() async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submitted(Counting(1))
      let duplicate = await bench.submitted(Counting(1))
      let other = await bench.submitted(Counting(1, digest: 99))
      await bench.release(.refused(.unavailable(reason: "the disk is full")))
      await bench.releaseAll(until: [first, duplicate, other])
      var answers = [await first.result, await duplicate.result, await other.result]
      let winner = try #require(answers.firstIndex(of: .recorded(1...1)))
      answers.remove(at: winner)
      if winner < 2 {
        #expect(Set(answers) == [.repeated([1]), .idTaken])
      } else {
        #expect(answers == [.idTaken, .idTaken])
      }
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func theSecondBatchMayFailByItself() async throws {
    try await SequencerBench.run(inLog: [Counting(0, stream: 9)], limits: Self.oneByOne) { bench in
      let first = await bench.submitted(Counting(1))
      let repeated = await bench.submitted(Counting(0))
      let third = await bench.submitted(Counting(2))
      await bench.until { bench.store.heldCount == 2 }
      bench.store.release(.asOnDisk)
      #expect(await first.result == .recorded(2...2))
      await bench.releaseAll(until: [repeated, third])
      #expect(await repeated.result == .repeated([1]))
      #expect(await third.result == .recorded(3...3))
      try await bench.expectLog(of: [0, 1, 2].map { Counting($0) }, published: false)
    }
  }

  @Test(arguments: [AppendRefusal.headMoved, .streamMoved, .unavailable(reason: "the disk is full")])
  func whatWasRefusedForAWhileIsRecordedAfterwards(refusal: AppendRefusal) async throws {
    try await SequencerBench.run { bench in
      let submissions = [await bench.submitted(Counting(1)), await bench.submitted(Counting(2))]
      await bench.release(.refused(refusal))
      await bench.release(.refused(refusal))
      await bench.releaseAll(until: submissions)
      #expect(Set([await submissions[0].result, await submissions[1].result]) == [.recorded(1...1), .recorded(2...2)])
      try await bench.expectLog(of: [Counting(1), Counting(2)])
    }
  }

  @Test func aCommandIsGivenUpAfterSoManyDecisions() async throws {
    var limits = SequencerLimits()
    limits.decisionsMax = 3
    try await SequencerBench.run(limits: limits) { bench in
      let submission = bench.submit(Counting(1))
      for _ in 0..<3 { await bench.release(.refused(.unavailable(reason: "the disk is full"))) }
      #expect(await submission.result == .unavailable)
      let again = bench.submit(Counting(1))
      await bench.releaseAll(until: [again])
      #expect(await again.result == .recorded(1...1))
    }
  }

  @Test func whatFailsWhileACommandIsSealedIsDecidedAgain() async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      let sealings = Shared(0)
      let sealing = bench.submit(Counting(2)) {
        guard
          sealings.change({
            $0 += 1; return $0
          }) == 1
        else { return }
        bench.store.release(.refused(.streamMoved))
      }
      await bench.releaseAll(until: [first, sealing])
      #expect(Set([await first.result, await sealing.result]) == [.recorded(1...1), .recorded(2...2)])
      try await bench.expectLog(of: [Counting(1), Counting(2)])
    }
  }
}
