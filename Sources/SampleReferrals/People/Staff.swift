internal import CairnMessages
internal import Identifiers

/// Somebody who makes referrals as their work.
final class Worker: Sendable {
  /// As the agency's staff register knows them: UUID text.
  let personID: String
  let reporter: Reporter
  /// "Rowan Okafor-Sample, health visitor"
  let title: String

  init(of kind: SourceKind, by random: inout SeededRandom) {
    // A version 4 id, as registers of staff give them.
    personID =
      Identifier128(
        high: random.word() & ~0xF000 | 0x4000, low: random.word() >> 2 | 0x8000_0000_0000_0000
      ).description
    let names = NameGroup.all.draw(by: &random)
    let given = random.pick(random.happens(perMille: 650) ? names.girls : names.boys)
    let family = random.pick(names.families)
    let capacity = kind.capacities.isEmpty ? "" : random.pick(kind.capacities)
    reporter = Reporter(
      name: PersonName(given: given, family: family), capacity: capacity, telephone: PhoneNumber.office(by: &random),
      email: kind.domain.isEmpty ? "" : "staff.\(random.within(1_000...9_999))@\(kind.domain)")
    title = "\(given) \(family), \(capacity)"
  }
}

/// All who make referrals as their work; they stay the same through a sample.
struct Staff: Sendable {
  private let workersBySource: [[Worker]]
  private static let workersPerSource = 24

  init(by random: inout SeededRandom) {
    workersBySource = SourceKind.all.map { _, kind in
      (0..<Self.workersPerSource).map { _ in Worker(of: kind, by: &random) }
    }
  }

  func worker(ofSource index: Int, by random: inout SeededRandom) -> Worker {
    random.pick(workersBySource[index])
  }
}

/// Numbers that are kept free for drama.
///
/// Source: Ofcom, Telephone numbers for use in TV and radio drama programmes.
enum PhoneNumber {
  static func office(by random: inout SeededRandom) -> String {
    "01632 960" + TimeText.number(random.below(1_000), digits: 3)
  }

  static func mobile(by random: inout SeededRandom) -> String {
    "07700 900" + TimeText.number(random.below(1_000), digits: 3)
  }
}
