@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// When nobody knows what became of a batch, the log is asked, and nothing is guessed.
@Suite(.timeLimit(.minutes(3))) struct SequencerAmbiguityTests {
  private static var oneByOne: SequencerLimits {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 1
    return limits
  }

  @Test func aBatchThatWasCommittedIsAnsweredAndNotSentAgain() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submitted(Counting(1, count: 2))
      await bench.release(.lostAfterCommit)
      #expect(await submission.result == .recorded(1...2))
      #expect(bench.store.sent.count == 1)
      #expect(bench.store.claims == [.resume])
      #expect(bench.sequencer.durableHead == (try await bench.store.disk.head()))
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func aBatchThatWasNotCommittedIsDecidedAgain() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submitted(Counting(1))
      let refused = await bench.submitted(Counting(2, stream: 1, versionMax: 1))
      await bench.release(.lostBeforeCommit)
      await bench.releaseAll(until: [submission, refused])
      switch await submission.result {
      case .recorded(1...1): #expect(await refused.result == .refused(restingOn: 1))
      case let other:
        #expect(other == .recorded(2...2))
        #expect(await refused.result == .recorded(1...1))
      }
      #expect(bench.store.sent.dropFirst().allSatisfy { $0.base.epoch == 2 })
      #expect(bench.published.value.allSatisfy { $0.base.epoch == 2 })
    }
  }

  @Test(arguments: [
    [ScriptedLogStore.Fate.lostAfterCommit, .lostAfterCommit], [.lostAfterCommit, .lostBeforeCommit],
    [.lostBeforeCommit, .lostBeforeCommit], [.lostAfterCommit, .asOnDisk],
    [.refused(.unavailable(reason: "")), .asOnDisk],
    [.asOnDisk, .lostAfterCommit], [.asOnDisk, .lostBeforeCommit], [.refused(.commandRepeated), .lostBeforeCommit],
    [.refused(.headMoved), .refused(.headMoved)],
  ])
  func twoBatchesOnTheirWay(fates: [ScriptedLogStore.Fate]) async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submitted(Counting(1))
      let second = await bench.submitted(Counting(2))
      await bench.until { bench.store.heldCount == 2 }
      let queued = await bench.submitted(Counting(3))
      for fate in fates { bench.store.release(fate) }
      await bench.releaseAll(until: [first, second, queued])
      let answers = [await first.result, await second.result, await queued.result]
      #expect(Set(answers) == [.recorded(1...1), .recorded(2...2), .recorded(3...3)])
      let committed = fates.prefix { $0 == .asOnDisk || $0 == .lostAfterCommit }.count
      for index in 0..<committed { #expect(answers[index] == .recorded(UInt64(index + 1)...UInt64(index + 1))) }
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) })
    }
  }

  @Test func nobodyIsAnsweredBeforeTheLogIsOursAgain() async throws {
    try await SequencerBench.run { bench in
      let answered = Shared<[Bool]>([])
      let lost = await bench.submitted(Counting(1, stream: 1))
      // Rests on nothing but the disk; but whose is the log now?
      let restsOnDisk = Shared<Submission?>(nil)
      bench.store.duringClaims {
        let submission = await bench.submitted(Counting(2, stream: 2, versionMax: 0))
        restsOnDisk.change { $0 = submission }
        answered.change { $0 = [lost.hasAnswered, submission.hasAnswered] }
      }
      await bench.release(.lostAfterCommit)
      #expect(await lost.result == .recorded(1...1))
      #expect(answered.value == [false, false])
      let refused = try #require(restsOnDisk.value)
      #expect(await refused.result == .refused(restingOn: 0))
    }
  }

  @Test func theLogIsClaimedUntilItCanBe() async throws {
    try await SequencerBench.run { bench in
      bench.store.failClaims(with: [LogStoreError](repeating: .unavailable(reason: "starting up"), count: 5))
      let submission = await bench.submitted(Counting(1))
      await bench.release(.lostAfterCommit)
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.claims == [EpochClaim](repeating: .resume, count: 6))
    }
  }

  @Test func aClaimThatTookEffectWithoutAnAnswerIsNoTakeOver() async throws {
    try await SequencerBench.run { bench in
      bench.store.loseClaims(3)
      let submission = await bench.submitted(Counting(1))
      await bench.release(.lostAfterCommit)
      #expect(await submission.result == .recorded(1...1))
      #expect(bench.store.claims == [EpochClaim](repeating: .resume, count: 4))
      let next = await bench.submitted(Counting(2))
      await bench.release(.asOnDisk)
      #expect(await next.result == .recorded(2...2))
      #expect(bench.store.sent.map(\.base.epoch) == [1, 5])
    }
  }

  @Test func eachLossIsResumedFrom() async throws {
    try await SequencerBench.run { bench in
      for number in 1...4 {
        let submission = await bench.submitted(Counting(number))
        await bench.release(number % 2 == 0 ? .lostAfterCommit : .lostBeforeCommit)
        await bench.releaseAll(until: [submission])
        #expect(await submission.result == .recorded(UInt64(number)...UInt64(number)))
      }
      #expect(bench.store.claims == [EpochClaim](repeating: .resume, count: 4))
      try await bench.expectLog(of: (1...4).map { Counting($0) })
    }
  }

  @Test func whatComesWhileTheLogIsClaimedIsDecidedAfterwards() async throws {
    try await SequencerBench.run { bench in
      let arrived = Shared<[Submission]>([])
      bench.store.duringClaims {
        for number in 2...4 {
          let submission = await bench.submitted(Counting(number))
          arrived.change { $0.append(submission) }
        }
      }
      let lost = await bench.submitted(Counting(1))
      await bench.release(.lostBeforeCommit)
      await bench.until { arrived.value.count == 3 }
      await bench.releaseAll(until: [lost] + arrived.value)
      try await bench.expectLog(of: (1...4).map { Counting($0) })
    }
  }

  @Test func aDuplicateOfWhatWasLostAfterItsCommitIsRepeated() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1))
      let duplicate = await bench.submitted(Counting(1))
      let other = await bench.submitted(Counting(1, digest: 99))
      await bench.release(.lostAfterCommit)
      #expect(await first.result == .recorded(1...1))
      #expect(await duplicate.result == .repeated([1]))
      #expect(await other.result == .idTaken)
    }
  }
}
