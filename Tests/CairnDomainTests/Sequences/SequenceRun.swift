import CairnMessages

@testable import CairnDomain

/// A sequence carried out from the beginning, and the first thing that is wrong with what it leaves.
struct SequenceRun {
  struct Failure: Error, Hashable {
    /// The invariant that does not hold.
    let sentence: String
    let detail: String
    /// Index of the step after which it does not.
    let step: Int
  }

  private(set) var world: SequenceWorld
  private(set) var failure: Failure?
  /// What became of each step that was carried out.
  private(set) var outcomes: [SequenceWorld.Outcome] = []

  private var accounts = Array(repeating: CaseAccount(), count: SequenceIDs.caseCount)

  init(_ steps: [SequenceStep], from start: Int64, mutant: SequenceWorld.Mutant? = nil) {
    world = SequenceWorld(start: start)
    for (index, step) in steps.enumerated() {
      carryOut(step, mutant: mutant)
      if let failure = check(step, index: index) {
        self.failure = failure
        return
      }
    }
    if let detail = world.replayProblem {
      failure = Failure(sentence: "reading the log again gives the same", detail: detail, step: steps.count - 1)
    } else if let detail = world.viewProblem {
      failure = Failure(sentence: "a case is shown with all that belongs to it", detail: detail, step: steps.count - 1)
    }
  }

  private var countsBefore: [Int] = []

  private mutating func carryOut(_ step: SequenceStep, mutant: SequenceWorld.Mutant?) {
    countsBefore = world.counts
    outcomes.append(world.carryOut(step, mutant: mutant))
    for number in accounts.indices {
      for entry in world.cases[number].entries.dropFirst(countsBefore[number]) { accounts[number].tell(entry) }
    }
  }

  private func check(_ step: SequenceStep, index: Int) -> Failure? {
    guard let outcome = outcomes.last else { return nil }
    let view = SequenceView(
      world: world, accounts: accounts, step: step, outcome: outcome, countsBefore: countsBefore)
    // What is there stays right until something comes to it.
    let isChanged = view.counts != countsBefore
    for invariant in isChanged ? SequenceInvariant.all : SequenceInvariant.ofDecisions {
      if let detail = invariant.check(view) {
        return Failure(sentence: invariant.sentence, detail: detail, step: index)
      }
    }
    return nil
  }
}

extension SequenceWorld {
  /// What is different when every stream is read again from its first event; `nil` if nothing is.
  fileprivate var replayProblem: String? {
    for (number, stream) in cases.enumerated() {
      var again = CaseStream()
      for entry in stream.entries { again.add(entry, stream: SequenceIDs.childCase(number)) }
      if again != stream { return "case \(number)" }
      guard CaseDecider.fold(CaseDecider.initial, stream.entries.map(\.event)) == stream.state else {
        return "case \(number): the state"
      }
    }
    for (number, stream) in referrals.enumerated() {
      var again = ReferralStream()
      for entry in stream.entries { again.add(entry, stream: SequenceIDs.referral(number)) }
      if again != stream { return "referral \(number)" }
    }
    return nil
  }
}
