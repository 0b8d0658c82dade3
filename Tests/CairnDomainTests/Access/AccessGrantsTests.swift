import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// What holds for whom at which moment.
@Suite struct AccessGrantsTests {
  private static let now = Samples.nowMicroseconds
  private static let person = Samples.identifier(700)
  private static let other = Samples.identifier(701)
  private static let end = now + Clock.hour
  private static let police = Samples.police

  private func grants(_ events: DomainEvent...) -> AccessGrants {
    events.reduce(into: AccessGrants()) { $0.apply($1) }
  }

  private func level(
    _ grants: AccessGrants, _ person: Identifier128 = Self.person, of agencyID: AgencyID = Self.police,
    at moment: Int64 = Self.now
  ) -> AccessLevel? {
    grants.access(for: agencyID, person, at: moment)?.level
  }

  @Test func withoutAGrantNothingHolds() {
    #expect(level(AccessGrants()) == nil)
    #expect(level(grants(CaseEvents.glassReviewed(), CaseEvents.accessEnded(at: Self.now))) == nil)
  }

  @Test(arguments: [AccessLevel.basic, .standard, .specific, .excluded])
  func aGrantHoldsFromItsBeginningToBeforeItsEnd(given: AccessLevel) {
    let held = grants(CaseEvents.granted(given, until: Self.end))
    #expect(level(held, at: Self.now - 1) == nil)
    #expect(level(held, at: Self.now) == given)
    #expect(level(held, at: Self.end - 1) == given)
    #expect(level(held, at: Self.end) == nil)
    #expect(level(grants(CaseEvents.granted(given)), at: .max - 1) == given)
  }

  @Test func itHoldsForWhomItWasGiven() throws {
    let toAll = grants(CaseEvents.granted(.standard))
    #expect(level(toAll) == .standard && level(toAll, Self.other) == .standard)
    let health = try #require(AgencyID("health"))
    #expect(level(toAll, of: health) == nil)
    let toOne = grants(CaseEvents.granted(.standard, person: Self.person))
    #expect(level(toOne) == .standard && level(toOne, Self.other) == nil)
    // The same id in another agency is another person.
    #expect(level(toOne, of: health) == nil)
  }

  @Test func ofSeveralTheStrongestHoldsInWhateverOrderTheyCome() {
    let weakestFirst: [AccessLevel] = [.basic, .standard, .specific, .challenged, .excluded]
    for weaker in weakestFirst.indices {
      for stronger in weakestFirst.indices where stronger > weaker {
        let pair = [weaker, stronger].map { index in
          weakestFirst[index] == .challenged
            ? CaseEvents.glassBroken(id: Samples.identifier(UInt64(index)))
            : CaseEvents.granted(weakestFirst[index], id: Samples.identifier(UInt64(index)))
        }
        #expect(level(grants(pair[0], pair[1])) == weakestFirst[stronger])
        #expect(level(grants(pair[1], pair[0])) == weakestFirst[stronger])
      }
    }
  }

  @Test func anExclusionBeatsABrokenGlassForAsLongAsItLasts() {
    let held = grants(
      CaseEvents.glassBroken(),
      CaseEvents.granted(.excluded, person: Self.person, from: Self.now + 10, until: Self.now + 20, id: Self.other))
    #expect(level(held, at: Self.now + 9) == .challenged)
    #expect(level(held, at: Self.now + 10) == .excluded && held.excludes(Self.police, Self.person, at: Self.now + 10))
    #expect(level(held, at: Self.now + 19) == .excluded)
    #expect(level(held, at: Self.now + 20) == .challenged)
    #expect(!held.excludes(Self.police, Self.other, at: Self.now + 10))
  }

  @Test func aBrokenGlassIsForWhoBrokeItAndEndsByItself() {
    let held = grants(CaseEvents.glassBroken(), CaseEvents.granted(.basic, id: Self.other))
    let end = Self.now + 3 * Clock.hour
    #expect(level(held, at: end - 1) == .challenged && level(held, at: end) == .basic)
    #expect(level(held, Self.other, at: Self.now) == .basic)
    // A review says what to think of it, and takes nothing away.
    #expect(level(grants(CaseEvents.glassBroken(), CaseEvents.glassReviewed())) == .challenged)
  }

  @Test func specificGrantsGiveTheirCategoriesTogether() throws {
    let held = grants(
      CaseEvents.granted(.specific, categories: ["education"], until: Self.end, id: Samples.identifier(1)),
      CaseEvents.granted(.specific, person: Self.person, categories: ["housing"], id: Samples.identifier(2)),
      CaseEvents.granted(.standard, id: Samples.identifier(3)))
    let access = try #require(held.access(for: Self.police, Self.person, at: Self.now))
    #expect(access.categories == ["education", "housing"])
    #expect(access.grants.map(\.id) == [Samples.identifier(1), Samples.identifier(2)])
    #expect(held.access(for: Self.police, Self.person, at: Self.end)?.categories == ["housing"])
    #expect(held.access(for: Self.police, Self.other, at: Self.now)?.categories == ["education"])
  }

  @Test func whatIsEndedHoldsNoMoreFromThatMomentOn() {
    for granted in [
      CaseEvents.granted(.standard), CaseEvents.granted(.standard, until: Self.end), CaseEvents.glassBroken(),
    ] {
      let held = grants(granted, CaseEvents.accessEnded(at: Self.now + 5))
      #expect(level(held, at: Self.now + 4) != nil && level(held, at: Self.now + 5) == nil)
    }
    // An end that comes late gives nothing back.
    let late = grants(CaseEvents.granted(.standard, until: Self.end), CaseEvents.accessEnded(at: Self.end + 5))
    #expect(level(late, at: Self.end) == nil)
    // Of several, one is ended.
    let two = grants(
      CaseEvents.granted(.standard), CaseEvents.granted(.basic, id: Self.other), CaseEvents.accessEnded(at: Self.now))
    #expect(level(two) == .basic)
  }

  @Test func whatADamagedLogHoldsGivesNothing() {
    let unreadable = AccessGranted(
      grantID: Samples.grantID.description, agencyID: "met", personID: "pat", level: .standard, beginAtUs: Self.now)
    #expect(level(grants(.accessGranted(unreadable))) == nil)
    #expect(level(grants(.accessGranted(AccessGranted(agencyID: "met", level: .standard)))) == nil)
  }

  @Test func aCaseIsDecidedOnByTheSameGrants() {
    let events = [
      CaseEvents.opened, CaseEvents.granted(.specific, categories: ["education"], until: Self.end),
      CaseEvents.glassBroken(id: Self.person), CaseEvents.granted(.excluded, id: Self.other),
      CaseEvents.accessEnded(at: Self.now + 7, id: Self.other), CaseEvents.accessEnded(at: Self.now + 9),
      CaseEvents.glassReviewed(id: Self.person),
    ]
    let folded = events.reduce(into: AccessGrants()) { $0.apply($1) }
    #expect(folded.all.count == 3)
    #expect(CaseDecider.fold(.notOpened, events).opened?.protection.grants == folded)
  }
}
