import CairnMessages
import Identifiers

@testable import CairnDomain

/// What is to be seen after one command.
struct SequenceView {
  let world: SequenceWorld
  /// Of each case, told along.
  let accounts: [CaseAccount]
  let step: SequenceStep
  let outcome: SequenceWorld.Outcome
  /// How many events each stream had before: cases, then referrals.
  let countsBefore: [Int]

  let counts: [Int]
  /// Cases that have new events.
  let changed: [Int]

  init(
    world: SequenceWorld, accounts: [CaseAccount], step: SequenceStep, outcome: SequenceWorld.Outcome,
    countsBefore: [Int]
  ) {
    self.world = world
    self.accounts = accounts
    self.step = step
    self.outcome = outcome
    self.countsBefore = countsBefore
    counts = world.counts
    changed = counts == countsBefore ? [] : Self.different(counts, countsBefore)
  }
}

extension SequenceView {
  private static func different(_ counts: [Int], _ before: [Int]) -> [Int] {
    (0..<SequenceIDs.caseCount).filter { counts[$0] != before[$0] }
  }
}

extension SequenceWorld {
  /// How many events each stream has: cases, then referrals.
  var counts: [Int] {
    var counts: [Int] = []
    counts.reserveCapacity(cases.count + referrals.count)
    for stream in cases { counts.append(stream.entries.count) }
    for stream in referrals { counts.append(stream.entries.count) }
    return counts
  }
}

/// What a sensible record never breaks, one sentence each. A check says what is wrong, or `nil`.
struct SequenceInvariant: Sendable {
  let sentence: String
  let check: @Sendable (SequenceView) -> String?

  init(_ sentence: String, _ check: @escaping @Sendable (SequenceView) -> String?) {
    self.sentence = sentence
    self.check = check
  }

  static let all = ofDecisions + ofCases + ofPairs

  static let ofDecisions = [
    SequenceInvariant("a command that is refused changes nothing") { view in
      guard case .failure = view.outcome else { return nil }
      return view.counts == view.countsBefore ? nil : "the log grew"
    },
    SequenceInvariant("a refusal says why, and faults only of what cannot be understood") { view in
      guard case .failure(let rejection) = view.outcome else { return nil }
      let isWhole = !rejection.message.isEmpty && (rejection.code == .invalid) == !rejection.faults.isEmpty
      return isWhole ? nil : rejection.reason
    },
    SequenceInvariant("a command that is carried out is recorded") { view in
      guard case .success(let decisions) = view.outcome else { return nil }
      let decided = decisions.reduce(0) { $0 + $1.events.count }
      let grown = zip(view.counts, view.countsBefore).reduce(0) { $0 + $1.0 - $1.1 }
      let isWhole = decided == grown && (decided > 0 || view.step.command.name.hasPrefix("recordMissed"))
      return isWhole ? nil : "\(decided) decided, \(grown) recorded"
    },
    SequenceInvariant("events are sealed whole, under the keys of their own stream") { view in
      guard case .success(let decisions) = view.outcome else { return nil }
      return decisions.compactMap(\.unsealable).first
    },
    SequenceInvariant("what has run out is on record once the hub has looked") { view in
      guard case .recordMissed(let number) = view.step.command else { return nil }
      let left = view.world.cases[number].state.opened?.clocks.unrecorded(before: view.world.now) ?? []
      return left.isEmpty ? nil : left.map { "\($0.kind)" }.joined(separator: ", ")
    },
  ]
}

extension StreamDecision {
  /// Why an event could not be sealed and read again; `nil` if each can.
  fileprivate var unsealable: String? {
    let person = SequenceIDs.caseNumber(stream).map(SequenceIDs.person)
    for decided in events {
      if DomainEvent(decided.event.type, parts: decided.parts.map(\.message)) != decided.event {
        return "\(decided.event.type) is not put together from its parts"
      }
      guard decided.parts.allSatisfy({ $0.scope.caseID == stream }) else { return "\(decided.event.type): the key" }
      if let person, !decided.parts.allSatisfy({ $0.scope.subject == person }) { return "\(decided.event.type): whose" }
      let types = kind == .case ? EventType.ofCases : EventType.ofReferrals
      guard types.contains(decided.event.type) else { return "\(decided.event.type) on a stream of \(kind)" }
    }
    return nil
  }
}
