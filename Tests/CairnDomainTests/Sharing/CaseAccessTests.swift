import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct CaseAccessTests {
  private let actor: Actor

  init() throws {
    actor = try Actor(
      validating: QueryContext(
        actingPerson: Samples.identifier(7).description, role: .singlePointOfContact, purpose: "child-safeguarding"),
      agencyID: Samples.health)
  }

  private func access(
    _ grants: [AccessGrant], asked: Bool = false, _ relationship: Permission.Relationship = .given,
    at moment: Int64 = 50
  ) -> CaseAccess {
    CaseDocument(
      agencyID: "met", requests: asked ? [InformationRequest(agencyID: "st-marys")] : [], grants: grants
    ).access(of: actor, relationship, at: moment)
  }

  private func grant(
    _ level: AccessLevel, agency: String = "st-marys", person: UInt64? = nil, categories: [String] = [],
    emergency: Bool = false
  ) -> AccessGrant {
    AccessGrant(
      grantID: Samples.identifier(20 + UInt64(level.rawValue)).description, agencyID: agency,
      personID: person.map { Samples.identifier($0).description } ?? "", level: level, categories: categories,
      beginAtUs: 10, endAtUs: 100, isEmergency: emergency)
  }

  @Test func whoHasNothingToDoWithACaseKnowsNothingOfIt() {
    #expect(access([]) == .none)
    #expect(access([], asked: true) == .standard)
    #expect(access([], .none) == .standard)
    #expect(access([], .referring) == .none && access([], .party) == .none)
  }

  @Test func aGrantHoldsForItsAgencyItsPersonAndItsTime() {
    #expect(access([grant(.standard)]) == .standard && access([grant(.basic)]) == .basic)
    #expect(access([grant(.standard)], at: 9) == .none && access([grant(.standard)], at: 100) == .none)
    #expect(access([grant(.standard)], at: 10) == .standard && access([grant(.standard)], at: 99) == .standard)
    #expect(access([grant(.standard, agency: "school")]) == .none)
    #expect(access([grant(.standard, person: 7)]) == .standard && access([grant(.standard, person: 8)]) == .none)
    #expect(access([grant(.specific, categories: ["finance", "no code"])]) == .specific([.finance]))
  }

  @Test func anExclusionGoesBeforeAllElse() {
    #expect(access([grant(.excluded, person: 7), grant(.challenged, person: 7)], asked: true) == .none)
    #expect(access([grant(.excluded)], .none) == .none)
    #expect(access([grant(.excluded, person: 8)], asked: true) == .standard)
  }

  @Test func whoWasAskedIsNotHeldToLess() {
    #expect(access([grant(.basic)], asked: true) == .standard)
  }

  @Test func aBrokenGlassSaysWhetherItWasAnEmergency() {
    #expect(access([grant(.challenged, person: 7)]) == .challenged)
    #expect(access([grant(.challenged, person: 7, emergency: true)]) == .emergency)
    #expect(access([grant(.challenged, person: 7, emergency: true)], at: 100) == .none)
  }
}
