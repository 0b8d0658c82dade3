@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// Every queue has a limit, and says what happens at it.
@Suite(.timeLimit(.minutes(3))) struct SequencerLimitsTests {
  @Test func oneCommandTooManyIsRefusedAsOverloaded() async throws {
    var limits = SequencerLimits()
    limits.waitingCommandsMax = 3
    try await SequencerBench.run(limits: limits) { bench in
      var submissions: [Submission] = []
      for number in 1...3 { submissions.append(await bench.submitted(Counting(number))) }
      #expect(await bench.submit(Counting(4)).result == .overloaded)
      await bench.releaseAll(until: submissions)
      let again = await bench.submitted(Counting(4))
      await bench.releaseAll(until: [again])
      #expect(await again.result == .recorded(4...4))
      try await bench.expectLog(of: (1...4).map { Counting($0) })
    }
  }

  @Test func thoseWhoWaitWithoutRecordingCountToo() async throws {
    var limits = SequencerLimits()
    limits.waitingCommandsMax = 4
    try await SequencerBench.run(limits: limits) { bench in
      var submissions = [await bench.submitted(Counting(1, versionMax: 1))]
      submissions.append(await bench.submitted(Counting(1, versionMax: 1)))
      submissions.append(await bench.submitted(Counting(1, digest: 99)))
      submissions.append(await bench.submitted(Counting(2, versionMax: 1)))
      #expect(bench.waiting == 4)
      for counting in [Counting(3, stream: 2), Counting(1), Counting(1, digest: 99), Counting(4, versionMax: 1)] {
        let excess = await bench.submitted(counting)
        #expect(excess.hasAnswered)
        submissions.append(excess)
      }
      await bench.releaseAll(until: submissions)
      for excess in submissions.dropFirst(4) { #expect(await excess.result == .overloaded) }
    }
  }

  @Test(arguments: [1, 2, 5])
  func noMoreBatchesAreOnTheirWayThanAllowed(inFlightMax: Int) async throws {
    var limits = SequencerLimits()
    limits.batchesInFlightMax = inFlightMax
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 3
    try await SequencerBench.run(limits: limits) { bench in
      let submissions = (0..<300).map { bench.submit(Counting($0, stream: $0 % 5)) }
      await bench.until { bench.waiting == 300 && bench.store.heldCount == inFlightMax }
      await bench.releaseAll(until: submissions)
      #expect(bench.store.heldMax == inFlightMax)
      #expect(bench.store.sent.allSatisfy { $0.events.count <= 3 })
      try await bench.expectLog(of: (0..<300).map { Counting($0) })
    }
  }

  @Test func commandsThatArriveTogetherShareABatch() async throws {
    try await SequencerBench.run { bench in
      let submissions = (0..<400).map { bench.submit(Counting($0)) }
      await bench.until { bench.waiting == 400 }
      await bench.releaseAll(until: submissions)
      #expect(bench.store.sent.count < 400 / 4)
      try await bench.expectLog(of: (0..<400).map { Counting($0) })
    }
  }
}
