@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

/// Commands that are submitted together leave together, and each of them is answered for itself.
@Suite(.timeLimit(.minutes(3))) struct SequencerGroupTests {
  private static var oneByOne: SequencerLimits {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 1
    return limits
  }

  @Test func aGroupLeavesAsOneBatchInItsOrderHoweverLargeItIs() async throws {
    var limits = SequencerLimits()
    limits.batchEventsMax = 3
    let counts = [2, 1, 3, 1, 2]
    let group = counts.indices.map { Counting($0, stream: $0 % 2, count: counts[$0]) }
    try await SequencerBench.run(limits: limits) { bench in
      let submission = await bench.submittedTogether(group)
      #expect(!submission.hasAnswered)
      #expect(bench.waiting == 1)
      await bench.release(.asOnDisk)
      let positions: [ClosedRange<UInt64>] = [1...2, 3...3, 4...6, 7...7, 8...9]
      #expect(await submission.results == positions.map { Answer.recorded($0) })
      #expect(bench.store.sent.count == 1)
      let marked = bench.store.sent.flatMap(\.events).filter { $0.commandMark != nil }
      #expect(marked.map(\.command) == group.map(\.command))
      try await bench.expectLog(of: group)
    }
  }

  @Test func groupsShareABatchAsFarAsItHoldsThemWhole() async throws {
    var limits = SequencerLimits()
    limits.batchEventsMax = 5
    limits.batchesInFlightMax = 1
    try await SequencerBench.run(limits: limits) { bench in
      let first = await bench.submittedTogether([Counting(0)])
      await bench.until { bench.store.heldCount == 1 }
      let behind = [
        await bench.submittedTogether([Counting(1), Counting(2)]),
        await bench.submittedTogether([Counting(3), Counting(4)]),
        await bench.submittedTogether([Counting(5), Counting(6), Counting(7)]),
      ]
      await bench.releaseAll(until: [first] + behind)
      #expect(bench.store.sent.map(\.events.count) == [1, 4, 3])
      try await bench.expectLog(of: (0...7).map { Counting($0) })
    }
  }

  @Test func eachMemberHasAnOutcomeOfItsOwn() async throws {
    let group = [
      Counting(1, stream: 1, count: 2), Counting(2, stream: 1, versionMax: 2), Counting(1, stream: 1, count: 2),
      Counting(3, stream: 2),
    ]
    try await SequencerBench.run { bench in
      let submission = await bench.submittedTogether(group)
      #expect(!submission.hasAnswered)
      await bench.release(.asOnDisk)
      let expected: [Answer] = [.recorded(1...2), .refused(restingOn: 2), .repeated([1, 2]), .recorded(3...3)]
      #expect(await submission.results == expected)
      #expect(bench.store.sent.count == 1)
      try await bench.expectLog(of: [Counting(1), Counting(3)])
    }
  }

  @Test func noMembersHaveNoOutcomes() async throws {
    try await SequencerBench.run { bench in
      #expect(await bench.submittedTogether([]).results == [])
      #expect(bench.store.sent.isEmpty)
    }
  }

  @Test func aGroupOfWhichNothingIsRecordedIsAnsweredAtOnce() async throws {
    try await SequencerBench.run(inLog: [Counting(1, versionMax: 1)]) { bench in
      let submission = bench.submitTogether([
        Counting(2, versionMax: 1), Counting(1, versionMax: 1), Counting(1, digest: 99, versionMax: 1),
      ])
      #expect(await submission.results == [.refused(restingOn: 1), .repeated([1]), .idTaken])
      #expect(bench.store.sent.isEmpty)
    }
  }

  @Test func whatRestsOnAnotherGroupWaitsForIt() async throws {
    try await SequencerBench.run { bench in
      let first = await bench.submittedTogether([Counting(1, versionMax: 1), Counting(2, stream: 2)])
      let second = await bench.submittedTogether([Counting(3, versionMax: 1), Counting(2, stream: 2)])
      #expect(bench.waiting == 2)
      #expect(!second.hasAnswered)
      await bench.release(.asOnDisk)
      #expect(await first.results == [.recorded(1...1), .recorded(2...2)])
      #expect(await second.results == [.refused(restingOn: 1), .repeated([2])])
      try await bench.expectLog(of: [Counting(1), Counting(2)])
    }
  }

  @Test func aMemberThatIsInTheLogIsRepeatedAndTheOthersAreRecorded() async throws {
    try await SequencerBench.run(inLog: [Counting(1, stream: 1, count: 2)]) { bench in
      let submission = await bench.submittedTogether([
        Counting(2, stream: 2), Counting(1, stream: 1, count: 2), Counting(3, stream: 1),
      ])
      await bench.releaseAll(until: [submission])
      #expect(await submission.results == [.recorded(3...3), .repeated([1, 2]), .recorded(4...4)])
      // Once with the repeated one, which the disk refuses, and once without.
      #expect(bench.store.sent.map(\.events.count) == [4, 2])
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) }, published: false)
    }
  }

  @Test func aMemberThatIsInTheLogIsRepeatedEvenIfItWouldBeRefusedNow() async throws {
    try await SequencerBench.run(inLog: [Counting(1, versionMax: 1)]) { bench in
      let submission = await bench.submittedTogether([
        Counting(1, versionMax: 1), Counting(2, stream: 2), Counting(3, versionMax: 1),
      ])
      await bench.release(.asOnDisk)
      #expect(await submission.results == [.repeated([1]), .recorded(2...2), .refused(restingOn: 1)])
      try await bench.expectLog(of: [Counting(1), Counting(2)], published: false)
    }
  }

  @Test func anotherCommandUnderTheIDOfAMemberIsToldSo() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submittedTogether([Counting(1), Counting(1, digest: 99), Counting(2)])
      await bench.release(.asOnDisk)
      #expect(await submission.results == [.recorded(1...1), .idTaken, .recorded(2...2)])
      try await bench.expectLog(of: [Counting(1), Counting(2)])
    }
  }

  @Test func aMemberUnderAnIDInTheLogIsToldSo() async throws {
    try await SequencerBench.run(inLog: [Counting(1)]) { bench in
      let submission = await bench.submittedTogether([Counting(1, digest: 99), Counting(2, stream: 2), Counting(1)])
      await bench.releaseAll(until: [submission])
      #expect(await submission.results == [.idTaken, .recorded(2...2), .repeated([1])])
      try await bench.expectLog(of: [Counting(1), Counting(2)], published: false)
    }
  }

  @Test func theMembersForWhichThereIsRoomAreRecorded() async throws {
    var limits = SequencerLimits()
    limits.waitingCommandsMax = 3
    try await SequencerBench.run(limits: limits) { bench in
      let submission = await bench.submittedTogether((1...5).map { Counting($0) })
      await bench.release(.asOnDisk)
      let expected: [Answer] = [.recorded(1...1), .recorded(2...2), .recorded(3...3), .overloaded, .overloaded]
      #expect(await submission.results == expected)
      try await bench.expectLog(of: (1...3).map { Counting($0) })
    }
  }

  /// Two commands, the first of them twice, and one of several events.
  private static let mixed = [
    Counting(1, stream: 1, count: 2), Counting(1, stream: 1, count: 2), Counting(2, stream: 1),
    Counting(3, stream: 2, count: 3),
  ]
  private static let mixedAnswers: [Answer] = [
    .recorded(1...2), .repeated([1, 2]), .recorded(3...3), .recorded(4...6),
  ]

  @Test(arguments: [
    ScriptedLogStore.Fate.lostBeforeCommit, .refused(.streamMoved), .refused(.headMoved), .refused(.commandRepeated),
    .refused(.unavailable(reason: "the disk is full")),
  ])
  func aGroupWhoseBatchIsNotInTheLogIsDecidedAgain(fate: ScriptedLogStore.Fate) async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submittedTogether(Self.mixed)
      await bench.release(fate)
      await bench.releaseAll(until: [submission])
      #expect(await submission.results == Self.mixedAnswers)
      #expect(bench.store.sent.map(\.events.count) == [6, 6])
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) })
    }
  }

  @Test func aGroupWhoseBatchWasCommittedIsAnsweredAndNotSentAgain() async throws {
    try await SequencerBench.run { bench in
      let submission = await bench.submittedTogether(Self.mixed)
      await bench.release(.lostAfterCommit)
      #expect(await submission.results == Self.mixedAnswers)
      #expect(bench.store.sent.count == 1)
      #expect(bench.store.claims == [.resume])
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) })
    }
  }

  @Test(arguments: [
    [ScriptedLogStore.Fate.lostAfterCommit, .lostAfterCommit], [.lostAfterCommit, .lostBeforeCommit],
    [.lostBeforeCommit, .lostBeforeCommit], [.lostAfterCommit, .asOnDisk], [.asOnDisk, .lostBeforeCommit],
    [.refused(.streamMoved), .asOnDisk],
  ])
  func twoGroupsOnTheirWay(fates: [ScriptedLogStore.Fate]) async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submittedTogether([Counting(1), Counting(2)])
      let second = await bench.submittedTogether([Counting(3), Counting(4)])
      await bench.until { bench.store.heldCount == 2 }
      let queued = await bench.submittedTogether([Counting(5), Counting(6)])
      for fate in fates { bench.store.release(fate) }
      await bench.releaseAll(until: [first, second, queued])
      let answers = [await first.results, await second.results, await queued.results]
      let places: [[Answer]] = [
        [.recorded(1...1), .recorded(2...2)], [.recorded(3...3), .recorded(4...4)],
        [.recorded(5...5), .recorded(6...6)],
      ]
      #expect(Set(answers) == Set(places))
      let committed = fates.prefix { $0 == .asOnDisk || $0 == .lostAfterCommit }.count
      #expect(answers.prefix(committed) == places.prefix(committed))
      try await bench.expectLog(of: (1...6).map { Counting($0) })
    }
  }

  @Test func whatFailsWhileAGroupIsSealedIsDecidedAgain() async throws {
    try await SequencerBench.run(limits: Self.oneByOne) { bench in
      let first = await bench.submittedTogether([Counting(1)])
      await bench.until { bench.store.heldCount == 1 }
      let sealings = Shared(0)
      let hasFailed = Shared(false)
      let sealing = bench.submitTogether([Counting(2), Counting(3)]) {
        let count = sealings.change { count in
          count += 1
          return count
        }
        // Decided, and one of its members is sealed.
        guard count == 2 else { return }
        bench.store.release(.refused(.streamMoved))
        hasFailed.change { $0 = true }
      }
      await bench.until { hasFailed.value }
      await bench.releaseAll(until: [first, sealing])
      let answers = [await first.results, await sealing.results]
      #expect(Set(answers.joined()) == [.recorded(1...1), .recorded(2...2), .recorded(3...3)])
      try await bench.expectLog(of: [1, 2, 3].map { Counting($0) })
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func everyCommandOfManyGroupsHasOneEffectWhateverFails(seed: UInt64) async throws {
    var limits = SequencerLimits()
    limits.batchCommandsMin = 1
    limits.batchEventsMax = 8
    // So many that none is given up, however often its batch fails.
    limits.decisionsMax = 10_000
    try await SequencerBench.run(limits: limits) { bench in
      var chance = SplitMix(seed: seed)
      var groups: [[Int]] = []
      for index in 0..<120 {
        // Every third command comes alone.
        let size = index % 3 == 0 ? 1 : Int.random(in: 2...9, using: &chance)
        groups.append((0..<size).map { _ in Int.random(in: 0..<100, using: &chance) })
      }
      let submissions = groups.map { bench.submitTogether($0.map(Self.command)) }
      await bench.until {
        bench.store.release(Self.fate(&chance))
        return submissions.allSatisfy(\.hasAnswered)
      }
      var recorded: [Int: [UInt64]] = [:]
      var repeated: [(number: Int, positions: [UInt64])] = []
      for (numbers, submission) in zip(groups, submissions) {
        let results = await submission.results
        #expect(results.count == numbers.count)
        for (number, result) in zip(numbers, results) {
          switch result {
          case .recorded(let positions): #expect(recorded.updateValue(Array(positions), forKey: number) == nil)
          case .repeated(let positions): repeated.append((number, positions))
          case let other: Issue.record("\(other)")
          }
        }
      }
      for (number, positions) in repeated { #expect(positions == recorded[number]) }
      let numbers = Set(groups.joined())
      #expect(Set(recorded.keys) == numbers)
      try await bench.expectLog(of: numbers.map(Self.command))
    }
  }

  private static func command(_ number: Int) -> Counting {
    Counting(number, stream: number % 7, count: 1 + number % 2)
  }

  private static func fate(_ chance: inout SplitMix) -> ScriptedLogStore.Fate {
    switch Int.random(in: 0..<20, using: &chance) {
    case 0: .lostBeforeCommit
    case 1: .lostAfterCommit
    case 2: .refused(.streamMoved)
    default: .asOnDisk
    }
  }
}

/// Commands on their way together.
private final class GroupSubmission: Sendable {
  private let task: Task<[Counting.Answer], Never>
  private let answered = Shared(false)

  init(
    to sequencer: Sequencer<CounterMemory>, group: [Counting], whileSealing: @escaping @Sendable () -> Void
  ) {
    let answered = answered
    task = Task {
      let answers = await sequencer.submit(group, whileSealing: whileSealing)
      answered.change { $0 = true }
      return answers
    }
  }

  var hasAnswered: Bool { answered.value }

  /// What became of each, in their order.
  var results: [Answer] {
    get async { await task.value.map { Answer($0) } }
  }
}

extension SequencerBench {
  /// Starts submitting commands together.
  fileprivate func submitTogether(
    _ group: [Counting], whileSealing: @escaping @Sendable () -> Void = {}
  ) -> GroupSubmission {
    GroupSubmission(to: sequencer, group: group, whileSealing: whileSealing)
  }

  /// Starts submitting, and returns once the commands wait or have answered; nothing else may end meanwhile.
  fileprivate func submittedTogether(_ group: [Counting]) async -> GroupSubmission {
    let before = waiting
    let submission = submitTogether(group)
    await until { self.waiting > before || submission.hasAnswered }
    return submission
  }

  /// Lets every append end well, now and later, until all have answered.
  fileprivate func releaseAll(until submissions: [GroupSubmission]) async {
    await until {
      store.release(.asOnDisk)
      return submissions.allSatisfy(\.hasAnswered)
    }
  }
}
