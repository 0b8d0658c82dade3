import CairnMessages
import Testing

@testable import CairnDomain
@testable import SampleReferrals

@Suite struct FamilyTests {
  private static let referrals = Sample.large.referrals

  @Test func siblingsShareTheirHomeAndMostlyTheirName() {
    let siblings = Self.referrals.filter { $0.children.count > 1 }
    #expect(siblings.count > 1_000)
    let undisturbed = siblings.filter { referral in
      Set(referral.children.map { $0.addresses.first?.lines ?? [] }).count == 1
    }
    #expect(undisturbed.count == siblings.count)
    let sameName = siblings.count { Set($0.children.map { $0.name?.family }).count == 1 }
    #expect(Double(sameName) > 0.6 * Double(siblings.count) && sameName < siblings.count)
    #expect(siblings.allSatisfy { Set($0.children.map { $0.name?.given }).count == $0.children.count })
  }

  @Test func familiesAreReferredAgainFromTheSameAndFromOtherSources() {
    var sources: [String: [String]] = [:]
    for referral in Self.referrals {
      for identifier in referral.children[0].identifiers where identifier.scheme == .nhsNumber {
        sources[identifier.value, default: []].append(referral.source)
      }
    }
    let repeated = sources.values.filter { $0.count > 1 }
    #expect(repeated.count > 200)
    #expect(repeated.contains { Set($0).count == 1 })
    #expect(repeated.contains { Set($0).count > 1 })
  }

  @Test func childrenAreOfEveryAgeAndSomeNotBornYet() {
    let children = Self.referrals.flatMap(\.children)
    #expect(Self.referrals.allSatisfy { (1...4).contains($0.children.count) })
    let unborn = children.filter { $0.dateOfBirth.isEmpty && !$0.expectedDateOfDelivery.isEmpty }
    #expect(unborn.count > 20)
    #expect(unborn.allSatisfy { $0.name?.given == "" && $0.identifiers.isEmpty })
    #expect(Set(children.map { $0.dateOfBirth.prefix(4) }).count >= 18)
    #expect(children.contains { $0.dateOfBirthEstimated })
    for scheme in [IdentifierScheme.upn, .pnc, .local] {
      #expect(children.contains { $0.identifiers.contains { $0.scheme == scheme } })
    }
  }

  @Test func anUnbornChildIsBornWhenTheDayComes() {
    var random = SeededRandom(seed: 11)
    var maker = FamilyMaker(by: &random)
    var family = maker.family(onDay: 20_000, sourceIndex: 0, by: &random)
    while !family.members[0].isUnborn { family = maker.family(onDay: 20_000, sourceIndex: 0, by: &random) }
    #expect(maker.bringUpToDate(&family, onDay: 20_300, by: &random))
    let child = family.members[0].child
    #expect(child.expectedDateOfDelivery.isEmpty && child.name?.given.isEmpty == false)
    #expect(CivilDate(child.dateOfBirth).map { $0.daysSinceEpoch <= 20_300 } == true)
  }

  @Test func whoGrowsUpIsReferredNoMore() {
    var random = SeededRandom(seed: 12)
    var maker = FamilyMaker(by: &random)
    var family = maker.family(onDay: 20_000, sourceIndex: 0, by: &random)
    #expect(!maker.bringUpToDate(&family, onDay: 20_000 + 19 * 366, by: &random))
  }

  @Test func noTwoChildrenHaveOneNHSNumber() {
    var random = SeededRandom(seed: 13)
    var mint = IdentifierMint(by: &random)
    var numbers: Set<String> = []
    for _ in 0..<20_000 { numbers.insert(mint.nhsNumber().value) }
    #expect(numbers.count == 20_000)
    #expect(numbers.allSatisfy { NHSNumber.fault(in: $0) == nil && $0.hasPrefix("9") })
  }
}
