@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// One effect per command id, for ever.
@Suite(.timeLimit(.minutes(3))) struct SequencerRepetitionTests {
  @Test func aThousandSubmissionsOfAHundredCommandsHaveAHundredEffects() async throws {
    try await SequencerBench.run { bench in
      let submissions = (0..<1_000).map { bench.submit(Counting($0 % 100, stream: $0 % 7, count: 1 + $0 % 2)) }
      await bench.releaseAll(until: submissions)
      var recorded: [Int: [UInt64]] = [:]
      for (index, submission) in submissions.enumerated() {
        guard case .recorded(let positions) = await submission.result else { continue }
        #expect(recorded.updateValue(Array(positions), forKey: index % 100) == nil)
      }
      #expect(recorded.count == 100)
      for (index, submission) in submissions.enumerated() {
        switch await submission.result {
        case .recorded: continue
        case .repeated(let positions): #expect(positions == recorded[index % 100])
        case let other: Issue.record("\(other)")
        }
      }
      try await bench.expectLog(of: (0..<100).map { Counting($0) })
    }
  }

  @Test func aCommandThatIsInTheLogIsRepeatedAndTheOthersOfItsBatchAreRecorded() async throws {
    let earlier = [Counting(1, stream: 1, count: 2)]
    try await SequencerBench.run(inLog: earlier) { bench in
      let submissions = [
        await bench.submitted(Counting(2, stream: 2)), await bench.submitted(Counting(1, stream: 1, count: 2)),
        await bench.submitted(Counting(3, stream: 1)),
      ]
      await bench.releaseAll(until: submissions)
      #expect(await submissions[1].result == .repeated([1, 2]))
      for index in [0, 2] {
        guard case .recorded = await submissions[index].result else {
          Issue.record("\(await submissions[index].result)")
          continue
        }
      }
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) }, published: false)
    }
  }

  @Test func anotherCommandUnderAnIDInTheLogIsToldSo() async throws {
    try await SequencerBench.run(inLog: [Counting(1)]) { bench in
      let other = bench.submit(Counting(1, digest: 99))
      let same = bench.submit(Counting(1))
      await bench.releaseAll(until: [other, same])
      #expect(await other.result == .idTaken)
      #expect(await same.result == .repeated([1]))
      try await bench.expectLog(of: [Counting(1)], published: false)
    }
  }

  @Test func theSameIDOfAnotherAgencyIsAnotherCommand() async throws {
    try await SequencerBench.run { bench in
      let submissions = [bench.submit(Counting(1)), bench.submit(Counting(1, agencyID: "agency-two", digest: 99))]
      await bench.releaseAll(until: submissions)
      for submission in submissions {
        guard case .recorded = await submission.result else {
          Issue.record("\(await submission.result)")
          continue
        }
      }
      try await bench.expectLog(of: [Counting(1), Counting(1, agencyID: "agency-two")])
    }
  }

  // What a command did is often the very reason why it would be refused the second time.

  @Test func aCommandThatIsInTheLogIsRepeatedEvenIfItWouldBeRefusedNow() async throws {
    let closing = Counting(1, versionMax: 1)
    try await SequencerBench.run(inLog: [closing]) { bench in
      #expect(await bench.submit(closing).result == .repeated([1]))
      #expect(await bench.submit(Counting(1, digest: 99, versionMax: 1)).result == .idTaken)
      #expect(await bench.submit(Counting(2, versionMax: 1)).result == .refused(restingOn: 1))
    }
  }

  @Test func aRefusalDoesNotLeaveWhileTheLogCannotBeAsked() async throws {
    try await SequencerBench.run(inLog: [Counting(1, versionMax: 1)]) { bench in
      bench.store.failReads(with: .unavailable(reason: "the connection was lost"))
      #expect(await bench.submit(Counting(1, versionMax: 1)).result == .unavailable)
      bench.store.failReads(with: nil)
      #expect(await bench.submit(Counting(1, versionMax: 1)).result == .repeated([1]))
    }
  }

  @Test func aRefusedCommandIsNotRemembered() async throws {
    try await SequencerBench.run { bench in
      #expect(await bench.submit(Counting(1, versionMax: 0)).result == .refused(restingOn: 0))
      let again = bench.submit(Counting(1))
      await bench.releaseAll(until: [again])
      #expect(await again.result == .recorded(1...1))
    }
  }

  @Test func aBurstOfRepetitionsIsLookedUpBeforeItFailsBatches() async throws {
    let earlier = (0..<50).map { Counting($0) }
    try await SequencerBench.run(inLog: earlier) { bench in
      for counting in earlier {
        let submission = bench.submit(counting)
        await bench.releaseAll(until: [submission])
      }
      #expect(bench.store.sent.count == 1)
    }
  }
}
