@testable internal import EventLog
internal import EventLogTestSupport
internal import Synchronization
internal import Testing

/// Who stops waiting stops nothing else.
@Suite(.timeLimit(.minutes(3))) struct SequencerCancellationTests {
  @Test func aCommandWhoseCallerLeftIsRecordedOnce() async throws {
    try await SequencerBench.run { bench in
      let leaving = await bench.submitted(Counting(1))
      let staying = await bench.submitted(Counting(2))
      leaving.cancel()
      #expect(await leaving.result == .unavailable)
      #expect(!staying.hasAnswered)
      await bench.releaseAll(until: [staying])
      let again = bench.submit(Counting(1))
      await bench.releaseAll(until: [again])
      #expect(await again.result == .repeated([1]))
      try await bench.expectLog(of: [Counting(1), Counting(2)])
    }
  }

  @Test func thoseWhoWaitForNothingOfTheirOwnMayLeaveToo() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submitted(Counting(1, versionMax: 1))
      let leaving = [
        await bench.submitted(Counting(1, versionMax: 1)), await bench.submitted(Counting(1, digest: 99)),
        await bench.submitted(Counting(2, versionMax: 1)),
      ]
      for submission in leaving { submission.cancel() }
      for submission in leaving { #expect(await submission.result == .unavailable) }
      #expect(bench.waiting == 1)
      await bench.release(.asOnDisk)
      #expect(await first.result == .recorded(1...1))
    }
  }

  @Test func aCallerWhoIsGoneBeforeTheWaitDoesNotHang() async throws {
    try await SequencerBench.run { bench in
      let submission = bench.submit(Counting(1)) {
        // Between deciding and waiting.
        withUnsafeCurrentTask { $0?.cancel() }
      }
      #expect(await submission.result == .unavailable)
      let again = bench.submit(Counting(1))
      await bench.releaseAll(until: [again])
      try await bench.expectLog(of: [Counting(1)])
    }
  }

  @Test func cancellationAtAnyMomentLosesAndDoublesNothing() async throws {
    var chance = SplitMix(seed: 7)
    for _ in 0..<40 {
      let order = (0..<40).map { _ in chance.next() }
      try await SequencerBench.run { bench in
        let submissions = (0..<40).map { bench.submit(Counting($0, stream: $0 % 3)) }
        for (index, submission) in submissions.enumerated() where order[index] % 3 == 0 {
          for _ in 0..<(order[index] % 11) { await Task.yield() }
          submission.cancel()
          bench.store.release(.asOnDisk)
        }
        await bench.releaseAll(until: submissions)
        for (index, submission) in submissions.enumerated() where order[index] % 3 != 0 {
          guard case .recorded = await submission.result else {
            Issue.record("\(await submission.result)")
            continue
          }
        }
        await bench.until {
          bench.store.release(.asOnDisk)
          return bench.sequencer.guarded.withLock { $0.state.pending.isEmpty }
        }
        #expect(bench.waiting == 0)
        try await bench.expectLog(of: (0..<40).map { Counting($0) })
      }
    }
  }
}
