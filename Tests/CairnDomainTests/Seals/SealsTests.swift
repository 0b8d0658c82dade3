import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// To whom a seal is open, and what of its events they are shown.
@Suite struct SealsTests {
  private func actor(
    _ agencyID: AgencyID, _ role: Role = .singlePointOfContact, person: UInt64 = 7
  ) throws -> Actor {
    try Actor(
      validating: QueryContext(
        actingPerson: Samples.identifier(person).description, role: role, purpose: "child-safeguarding"),
      agencyID: agencyID)
  }

  private func seals(_ events: DomainEvent...) -> Seals { events.reduce(into: Seals()) { $0.apply($1) } }

  private static let reader = SealReader(agencyID: "st-marys", personID: Samples.identifier(7).description)

  @Test func aSealIsOpenToItsOwnersRoleAndItsReaders() throws {
    let seal = try #require(seals(CaseEvents.contributionSealed(readers: [Self.reader])).all.first)
    #expect(try seal.isOpen(to: actor(Samples.police, .policeSupervisor, person: 99)))
    #expect(try !seal.isOpen(to: actor(Samples.police, .singlePointOfContact)))
    #expect(try !seal.isOpen(to: actor(.hub, .policeSupervisor)) && !seal.isOpen(to: actor(.hub, .manager)))
    #expect(try seal.isOpen(to: actor(Samples.health)) && !seal.isOpen(to: actor(Samples.health, person: 8)))
  }

  @Test func onceReleasedWhatItCoversIsThereForAll() throws {
    let held = seals(CaseEvents.contributionSealed(), CaseEvents.sealReleased())
    let seal = try #require(held.all.first)
    #expect(try seal.isOpen(to: actor(.hub, .screener)) && !seal.isRead(by: actor(.hub, .screener)))
    let categories = seals(CaseEvents.categoriesSealed(["location"]))
    #expect(try categories.categories(sealedFrom: actor(.hub, .screener)) == [.location])
    #expect(try categories.categories(sealedFrom: actor(Samples.police, .policeSupervisor)) == [])
    let released = seals(CaseEvents.categoriesSealed(["location"]), CaseEvents.sealReleased())
    #expect(try released.categories(sealedFrom: actor(.hub, .screener)) == [])
  }

  @Test func readersWhoCannotBeReadAreNobody() throws {
    let held = seals(
      CaseEvents.contributionSealed(readers: [
        SealReader(agencyID: "st-marys", personID: "pat"), SealReader(agencyID: ""),
      ]))
    #expect(try !held.all[0].isOpen(to: actor(Samples.health)))
    #expect(seals(.contributionSealed(ContributionSealed())).all.isEmpty)
  }

  @Test func anEventOfASealIsThereForWhoMayReadIt() throws {
    let contribution = CaseEvents.contributionSealed(readers: [Self.reader])
    let held = seals(contribution)
    #expect(try held.shown(contribution, to: actor(Samples.health)) == contribution)
    #expect(try held.shown(contribution, to: actor(.hub, .manager)) == nil)
    let categories = CaseEvents.categoriesSealed(["location"])
    #expect(try seals(categories).shown(categories, to: actor(Samples.police, .policeSupervisor)) == categories)
    #expect(try seals(categories).shown(categories, to: actor(Samples.health)) == nil)
    let ofCase = CaseEvents.caseSealed()
    #expect(try seals(ofCase).shown(ofCase, to: actor(.hub, .manager)) == ofCase)
    #expect(try seals(ofCase).shown(ofCase, to: actor(Samples.health)) == nil)
    #expect(try held.shown(CaseEvents.rated, to: actor(Samples.health)) == CaseEvents.rated)
  }

  /// What was contributed, and nothing of why it had been sealed; of a case or of categories, nothing at all.
  @Test func whatWasReleasedIsShownWithoutItsTerms() throws {
    let contribution = CaseEvents.contributionSealed("text", readers: [Self.reader])
    let released = CaseEvents.sealReleased()
    let hub = try actor(.hub, .screener)
    let held = seals(contribution, released)
    guard case .contributionSealed(let shown)? = held.shown(contribution, to: hub) else {
      Issue.record("what was released is not shown")
      return
    }
    #expect(shown.statements.map(\.text) == ["text"])
    #expect(
      shown.terms
        == SealTerms(sealID: Samples.sealID.description, agencyID: "met", occurredAt: Samples.occurredAt))
    #expect(
      held.shown(released, to: hub)
        == .sealReleased(SealReleased(sealID: Samples.sealID.description, occurredAt: Samples.occurredAt)))
    #expect(try held.shown(contribution, to: actor(Samples.health)) == contribution)
    let categories = seals(CaseEvents.categoriesSealed(["location"]), released)
    #expect(categories.shown(CaseEvents.categoriesSealed(["location"]), to: hub) == nil)
    #expect(categories.shown(released, to: hub) == nil)
    let ofCase = seals(CaseEvents.caseSealed(), CaseEvents.caseUnsealed)
    #expect(
      ofCase.shown(CaseEvents.caseSealed(), to: hub) == nil && ofCase.shown(CaseEvents.caseUnsealed, to: hub) == nil)
  }

  @Test func theViewsSealsAreFoldedFromTheirEvents() {
    var shown: [CaseSeal] = []
    let envelope = EventEnvelope(
      stream: Samples.sealStreamID, version: 1, agencyID: "met", recordedAtMicroseconds: 17)
    for event in [
      CaseEvents.contributionSealed("text"), CaseEvents.categoriesSealed(["location"]), CaseEvents.rated,
      CaseEvents.sealReleased(),
    ] { shown.apply(event, envelope) }
    #expect(shown.map(\.statements.count) == [1, 0] && shown.map(\.categories) == [[], ["location"]])
    #expect(shown.allSatisfy { $0.agencyID == "met" && $0.recordedAtUs == 17 && $0.terms?.reason == "why sealed" })
    #expect(
      shown[0].release == SealRelease(reason: "over", occurredAt: Samples.occurredAt, recordedAtUs: 17))
  }

  @Test func casesThatAreNotThereAreLeftOutOfAView() {
    var view = CaseView(
      siblingCaseIDs: ["a", "b"], links: [CaseLink(caseID: "a"), CaseLink(caseID: "c")], joinedIntoCaseID: "a")
    view.leaveOut { $0 == "a" }
    #expect(view.siblingCaseIDs == ["b"] && view.links.map(\.caseID) == ["c"])
    #expect(view.joinedIntoCaseID.isEmpty)
  }
}
