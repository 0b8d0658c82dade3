import CairnMessages

@testable import CairnDomain

/// Sequences of commands by chance, legal or not: the same seed gives the same ones.
struct SequenceSource {
  private var generator: SplitMix64
  /// The case that most is done on: spread over all, a few commands lead nowhere.
  private var focus = 0

  init(seed: UInt64) {
    generator = SplitMix64(state: seed)
  }

  /// A moment to begin at: a Monday, the day before Christmas, the eve of summer time, a Friday night.
  mutating func start() -> Int64 {
    pick([1_795_428_000, 1_798_113_600, 1_806_184_800, 1_795_813_200]) * 1_000_000
  }

  /// A sequence begins with a referral, since nothing can be done before.
  mutating func steps(_ count: Int) -> [SequenceStep] {
    let referral = number(3)
    focus = SequenceIDs.cases(of: referral).lowerBound
    let first = SequenceStep(command: .submit(referral: referral), waitSeconds: 1, agoSeconds: 0)
    return [first] + (1..<max(count, 1)).map { _ in step() }
  }

  private mutating func step() -> SequenceStep {
    SequenceStep(
      command: command(), waitSeconds: pick([0, 1, 60, 3_600, 3_600, 18_000, 86_400, 345_600]),
      agoSeconds: pick([0, 0, 0, 60, 3_600, 90_000, 864_000]))
  }

  private mutating func command() -> SequenceStep.Command {
    let one = pick([focus, focus, number(SequenceIDs.caseCount)])
    switch number(24) {
    case 0, 1: return .submit(referral: number(3))
    case 2: return .acknowledge(referral: number(3))
    case 3, 4: return .rate(case: one, pick([.red, .amber, .green]))
    case 5, 6, 7:
      return .decide(case: one, pick([.noFurtherAction, .signposted, .earlyHelp, .accepted]))
    case 8: return .attach(case: one, joined: number(SequenceIDs.caseCount))
    case 9: return .link(case: one, other: number(SequenceIDs.caseCount), pick([.sibling, .household]))
    case 10, 11: return .ask(case: one, agencies: pick([[1], [2], [1, 2], [0, 3]]), dueInHours: pick([0, 0, 2, 48]))
    case 12, 13:
      return .respond(
        case: one, request: pick([0, 0, 1, 2]), agency: pick([1, 2]), pick([.information, .nilReturn, .declined]))
    case 14: return .correct(case: one, isRight: pick([true, false]))
    case 15:
      return pick([true, true, false])
        ? .resolve(case: one, finding: number(4)) : .resolveOfReferral(referral: number(3), finding: number(2))
    case 16: return .close(case: one, daysAgo: pick([0, 0, 1, 5]))
    case 17: return .reopen(case: one, rereferral: pick([nil, number(SequenceIDs.caseCount)]))
    case 18: return .recordMissed(case: one)
    case 19:
      return .grant(
        case: one, pick([.basic, .standard, .specific, .excluded]), agency: pick([0, 1, 2, 3]), person: number(3),
        hours: pick([0, 1, 48]))
    case 20: return .breakGlass(case: one, person: 1 + number(2))
    case 21: return .endAccess(case: one, grant: number(3))
    case 22: return .review(case: one, grant: number(3))
    default: return pick([true, true, false]) ? .recordMissed(case: one) : .recordMissedOfReferral(referral: number(3))
    }
  }

  private mutating func number(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

  private mutating func pick<Value>(_ values: [Value]) -> Value { values[number(values.count)] }
}
