@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// No outcome leaves before what it rests on is on disk.
@Suite(.timeLimit(.minutes(3))) struct SequencerWaitingTests {
  @Test func anAcceptedCommandWaits() async throws {
    try await SequencerBench.run { bench in
      let accepted = await bench.submitted(Counting(1, count: 3))
      #expect(!accepted.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await accepted.result == .recorded(1...3))
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func itsRecordIsWhatTheLogHolds() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1, count: 2))
      let second = await bench.submitted(Counting(2, count: 3))
      await bench.releaseAll(until: [first, second])
      for submission in [first, second] {
        guard case .recorded(let record, _) = await submission.answer else {
          Issue.record("not recorded")
          return
        }
        let stored = try await bench.store.events(
          afterPosition: record.firstPosition - 1, limit: record.leaves.count)
        let logID = bench.sequencer.durableHead.logID
        #expect(record.leaves == stored.map { $0.entry(logID: logID).leaf })
        #expect(stored.allSatisfy { $0.recordedAt == record.recordedAt })
      }
    }
  }

  @Test func aRefusalThatRestsOnAPendingPositionWaits() async throws {
    try await SequencerBench.run { bench in
      let accepted = await bench.submitted(Counting(1, versionMax: 1))
      let refused = await bench.submitted(Counting(2, versionMax: 1))
      #expect(bench.waiting == 2)
      #expect(!refused.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await refused.result == .refused(restingOn: 1))
      #expect(await accepted.result == .recorded(1...1))
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func aRefusalThatRestsOnADurablePositionLeavesAtOnce() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1, stream: 1, versionMax: 1))
      await bench.release(.asOnDisk)
      #expect(await first.result == .recorded(1...1))
      let pending = await bench.submitted(Counting(2, stream: 2))
      #expect(await bench.submit(Counting(3, stream: 1, versionMax: 1)).result == .refused(restingOn: 1))
      #expect(await bench.submit(Counting(4, stream: 3, versionMax: 0)).result == .refused(restingOn: 0))
      #expect(!pending.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await pending.result == .recorded(2...2))
    }
  }

  @Test func aDuplicateOfAPendingCommandWaitsAndGetsItsEvents() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1, count: 2))
      let duplicates = [await bench.submitted(Counting(1, count: 2)), await bench.submitted(Counting(1, count: 2))]
      #expect(bench.waiting == 3)
      #expect(!duplicates.contains { $0.hasAnswered })
      await bench.release(.asOnDisk)
      #expect(await first.result == .recorded(1...2))
      for duplicate in duplicates { #expect(await duplicate.result == .repeated([1, 2])) }
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func anotherCommandUnderAPendingIDWaits() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1))
      let other = await bench.submitted(Counting(1, digest: 99))
      #expect(bench.waiting == 2)
      #expect(!other.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await other.result == .idTaken)
      #expect(await first.result == .recorded(1...1))
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func thoseInTheSecondBatchWaitForTheSecondBatch() async throws {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    try await SequencerBench.run(limits: limits) { bench in
      let first = await bench.submitted(Counting(1))
      await bench.until { bench.store.heldCount == 1 }
      let second = await bench.submitted(Counting(2, stream: 2, versionMax: 1))
      let refused = await bench.submitted(Counting(3, stream: 2, versionMax: 1))
      await bench.until { bench.store.heldCount == 2 }
      bench.store.release(.asOnDisk)
      #expect(await first.result == .recorded(1...1))
      #expect(!second.hasAnswered)
      #expect(!refused.hasAnswered)
      #expect(bench.waiting == 2)
      bench.store.release(.asOnDisk)
      #expect(await second.result == .recorded(2...2))
      #expect(await refused.result == .refused(restingOn: 2))
    }
  }

  @Test func aBatchIsPublishedBeforeItsOutcomesLeave() async throws {
    try await SequencerBench.run { bench in
      for number in 1...50 {
        let submission = await bench.submitted(Counting(number))
        // Time enough for an answer that leaves too early; none is needed for one that does not.
        let hasLeft = Shared(false)
        bench.whileABatchIsPublished {
          for _ in 0..<2_000 where submission.hasAnswered { return hasLeft.change { $0 = true } }
        }
        await bench.release(.asOnDisk)
        guard case .recorded(let positions) = await submission.result else {
          Issue.record("not recorded")
          return
        }
        #expect(!hasLeft.value)
        #expect(bench.published.value.last?.head.position == positions.upperBound)
        #expect(bench.sequencer.durableHead.position == positions.upperBound)
      }
    }
  }
}
