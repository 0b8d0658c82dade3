import CairnMessages
import Testing

@testable import CairnDomain
@testable import SampleReferrals

@Suite struct WordsTests {
  private static let referrals = Sample.large.referrals

  @Test func narrativesAreOfEveryLength() {
    let lengths = Self.referrals.map(\.narrative.utf8.count).filter { $0 > 0 }.sorted()
    #expect(lengths.first ?? 0 >= 100 && lengths.last ?? 0 <= Narrative.bytesMax)
    #expect((330...560).contains(lengths[lengths.count / 2]))
    #expect(lengths.count { $0 > 900 } > 100)
  }

  @Test func nothingIsLeftToFillIn() {
    let texts = Self.referrals.flatMap { [$0.narrative] + $0.statements.flatMap { [$0.text, $0.source] } }
    #expect(texts.allSatisfy { !$0.contains("{") && !$0.contains("}") && !$0.contains("  ") })
    let startsWell = texts.count { $0.first?.isUppercase ?? true }
    #expect(startsWell == texts.count)
  }

  @Test func adultsAreNamedAndEveryAssertionIsMade() {
    let marked = Self.referrals.count { $0.narrative.contains("-Sample") || $0.narrative.contains("-Example") }
    #expect(marked > 300)
    let kinds = Set(Self.referrals.flatMap(\.statements).map(\.assertion))
    #expect(kinds.isSuperset(of: [.fact, .observed, .reported, .alleged, .opinion]))
  }

  @Test func referralsComeFromEverywhereAboutEverything() {
    #expect(Set(Self.referrals.map(\.source)).isSuperset(of: CodeList.referralSource.entries.map(\.code)))
    #expect(Set(Self.referrals.map(\.primaryNeed)).count >= 9)
  }

  @Test func aHandGivesEachThingOnce() {
    var random = SeededRandom(seed: 1)
    for size in [1, 7, 64] {
      var hand = Hand(of: size)
      #expect(Set((0..<size).compactMap { _ in hand.draw(by: &random) }) == Set(0..<size))
      #expect(hand.draw(by: &random) == nil)
    }
  }
}
