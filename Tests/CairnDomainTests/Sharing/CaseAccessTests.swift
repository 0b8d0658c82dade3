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

  private func access(_ events: [DomainEvent], isRelated: Bool = false, at moment: Int64 = 50) -> CaseAccess {
    events.reduce(into: CaseProtection()) { $0.apply($1) }.access(of: actor, isRelated: isRelated, at: moment)
  }

  private func grant(
    _ level: AccessLevel, agency: String = "st-marys", person: UInt64? = nil, categories: [String] = []
  ) -> DomainEvent {
    CaseEvents.granted(
      level, to: agency, person: person.map { Samples.identifier($0) }, categories: categories, from: 10, until: 100,
      id: Samples.identifier(20 + UInt64(level.rawValue)))
  }

  private func glass(emergency: Bool = false) -> DomainEvent {
    .glassBroken(
      GlassBroken(
        grantID: Samples.identifier(30).description, agencyID: "st-marys", personID: Samples.identifier(7).description,
        beginAtUs: 10, endAtUs: 100, isEmergency: emergency))
  }

  @Test func whoHasNothingToDoWithACaseKnowsNothingOfIt() {
    #expect(access([]) == .none)
    #expect(access([], isRelated: true) == .standard)
  }

  @Test func aGrantHoldsForItsAgencyItsPersonAndItsTime() {
    #expect(access([grant(.standard)]) == .standard && access([grant(.basic)]) == CaseAccess(.basic))
    #expect(access([grant(.standard)], at: 9) == .none && access([grant(.standard)], at: 100) == .none)
    #expect(access([grant(.standard)], at: 10) == .standard && access([grant(.standard)], at: 99) == .standard)
    #expect(access([grant(.standard, agency: "school")]) == .none)
    #expect(access([grant(.standard, person: 7)]) == .standard && access([grant(.standard, person: 8)]) == .none)
    #expect(access([grant(.specific, categories: ["finance", "no code"])]) == CaseAccess(.specific([.finance])))
  }

  @Test func anExclusionGoesBeforeAllElse() {
    #expect(access([grant(.excluded, person: 7), glass()], isRelated: true) == .none)
    #expect(access([grant(.excluded)], isRelated: true) == .none)
    #expect(access([grant(.excluded, person: 8)], isRelated: true) == .standard)
  }

  @Test func whoWasAskedIsNotHeldToLess() {
    #expect(access([grant(.basic)], isRelated: true) == .standard)
  }

  @Test func aBrokenGlassSaysWhetherItWasAnEmergency() {
    #expect(access([glass()]) == CaseAccess(.challenged))
    #expect(access([glass(emergency: true)]) == CaseAccess(.emergency))
    #expect(access([glass(emergency: true)], at: 100) == .none)
  }

  /// Neither being asked, nor a grant, nor a broken glass opens a case that is sealed.
  @Test func aSealedCaseIsThereForItsReadersAlone() {
    let sealed = CaseEvents.caseSealed(readers: [SealReader(agencyID: "council")])
    #expect(access([sealed], isRelated: true) == .none)
    #expect(access([sealed, grant(.standard), glass(emergency: true)], isRelated: true) == .none)
    #expect(access([sealed, CaseEvents.caseUnsealed], isRelated: true) == .standard)
    #expect(access([CaseEvents.caseSealed(readers: [SealReader(agencyID: "st-marys")])], isRelated: true) == .standard)
    #expect(access([CaseEvents.caseSealed(readers: [SealReader(agencyID: "st-marys")])]) == .none)
  }

  @Test func sealedCategoriesAreTakenFromWhateverIsGiven() {
    let sealed = CaseEvents.categoriesSealed(["location"])
    #expect(access([sealed], isRelated: true) == CaseAccess(.standard, sealed: [.location]))
    #expect(access([sealed, glass(emergency: true)]) == CaseAccess(.emergency, sealed: [.location]))
    #expect(access([sealed]) == .none)
    #expect(access([sealed, CaseEvents.sealReleased()], isRelated: true) == .standard)
  }

  @Test func whatCannotBeReadLetsNobodyIn() {
    var protection = CaseProtection()
    protection.isUnreadable = true
    #expect(protection.access(of: actor, isRelated: true, at: 50) == .none)
  }
}
