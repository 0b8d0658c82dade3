import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// A wrong decision is found, cut down to what it takes, and told so that a person sees it.
@Suite struct SequenceShrinkerTests {
  struct WrongDecision: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sentence: String
    /// The fewest commands that show it.
    let commands: [String]
    let mutant: SequenceWorld.Mutant
  }

  static let wrongDecisions = [
    WrongDecision(
      testDescription: "closes what was accepted", sentence: "nothing happens where it makes no sense",
      commands: ["submit", "decide", "close"], mutant: Mutants.closesWhatWasAccepted),
    WrongDecision(
      testDescription: "takes two answers", sentence: "nothing happens where it makes no sense",
      commands: ["submit", "ask", "respond", "respond"], mutant: Mutants.takesTwoAnswers),
    WrongDecision(
      testDescription: "links one way", sentence: "links lead both ways, once, and to another case",
      commands: ["submit", "link"], mutant: Mutants.forgetsTheOtherCase),
    WrongDecision(
      testDescription: "attaches without joining",
      sentence: "what is joined is attached, and what is attached is joined",
      commands: ["submit", "submit", "attach"], mutant: Mutants.forgetsTheOtherCase),
    WrongDecision(
      testDescription: "rates after the end", sentence: "nothing happens where it makes no sense",
      commands: ["submit", "decide", "rate"], mutant: Mutants.ratesAfterTheEnd),
  ]

  @Test(arguments: wrongDecisions)
  func aWrongDecisionIsFoundAndCutDown(wrong: WrongDecision) throws {
    for seed in 0..<2_000 {
      var source = SequenceSource(seed: UInt64(seed))
      let start = source.start()
      let steps = source.steps(30)
      guard let failure = SequenceRun(steps, from: start, mutant: wrong.mutant).failure,
        failure.sentence == wrong.sentence
      else { continue }
      let few = SequenceShrinker(start: start, mutant: wrong.mutant).shrink(steps)
      guard few.last?.command.name == wrong.commands.last else { continue }
      #expect(few.map(\.command.name) == wrong.commands)
      #expect(few.allSatisfy { $0.waitSeconds == 0 && $0.agoSeconds == 0 })
      #expect(SequenceRun(few, from: start, mutant: wrong.mutant).failure?.sentence == wrong.sentence)
      return
    }
    Issue.record("no sequence finds it")
  }

  @Test func whatDoesNotFailIsLeftAsItIs() {
    var source = SequenceSource(seed: 1)
    let start = source.start()
    let steps = source.steps(20)
    #expect(SequenceShrinker(start: start, mutant: nil).shrink(steps) == steps)
  }

  @Test func theStoryTellsEachStepAndWhatBecameOfIt() throws {
    let commands: [SequenceStep.Command] = [
      .submit(referral: 1), .rate(case: 0, .red), .decide(case: 2, .accepted), .close(case: 2, daysAgo: 0),
    ]
    let steps = commands.map { SequenceStep(command: $0, waitSeconds: 60, agoSeconds: 0) }
    let mutant = Mutants.closesWhatWasAccepted
    let failure = try #require(SequenceRun(steps, from: Samples.nowMicroseconds, mutant: mutant).failure)
    #expect(failure.step == 3)
    #expect(
      failure.story(steps, from: Samples.nowMicroseconds, mutant: mutant) == """
        nothing happens where it makes no sense: case 2: closed while accepted
        beginning at 2026-11-23T10:00:00Z
        1. after 60 s, of 0 s ago: submit(referral: 1) → ReferralReceived, CaseOpened
        2. after 60 s, of 0 s ago: rate(case: 0, CairnMessages.Rag.red) → refused: CASE_UNKNOWN
        3. after 60 s, of 0 s ago: decide(case: 2, CairnMessages.ThresholdOutcome.accepted) → ThresholdDecided
        4. after 60 s, of 0 s ago: close(case: 2, daysAgo: 0) → CaseClosed
        """)
  }
}

/// Decisions that are wrong in one way each.
private enum Mutants {
  static let closesWhatWasAccepted: SequenceWorld.Mutant = { world, step, outcome in
    guard case .close(let number, _) = step.command else { return outcome }
    return allowed("ASSESSMENT_OWED", .caseClosed(CaseClosed()), on: number, world, outcome)
  }

  static let takesTwoAnswers: SequenceWorld.Mutant = { world, step, outcome in
    guard case .respond(let number, let request, _, _) = step.command,
      let requests = world.cases[number].document?.requests, request < requests.count
    else { return outcome }
    let again = NilReturned(requestID: requests[request].requestID)
    return allowed("REQUEST_ANSWERED", .nilReturned(again), on: number, world, outcome)
  }

  static let ratesAfterTheEnd: SequenceWorld.Mutant = { world, step, outcome in
    guard case .rate(let number, let rag) = step.command else { return outcome }
    return allowed("NO_FURTHER_ACTION", .ragChanged(RagChanged(rag: rag)), on: number, world, outcome)
  }

  static let forgetsTheOtherCase: SequenceWorld.Mutant = { _, step, outcome in
    guard case .success(let decisions) = outcome, ["link", "attach"].contains(step.command.name) else { return outcome }
    return .success(Array(decisions.prefix(1)))
  }

  /// Records an event where the decision refuses for a reason.
  private static func allowed(
    _ reason: String, _ event: DomainEvent, on number: Int, _ world: SequenceWorld, _ outcome: SequenceWorld.Outcome
  ) -> SequenceWorld.Outcome {
    guard case .failure(let rejection) = outcome, rejection.reason == reason,
      let opened = world.cases[number].state.opened
    else { return outcome }
    return .success([opened.decision([event], on: SequenceIDs.childCase(number))])
  }
}
