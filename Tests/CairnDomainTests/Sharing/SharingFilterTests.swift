import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

/// What somebody is shown under one agreement: the hub, the police and the hospital are parties; the police's contact gets
/// identity and health in outline, and health in detail on request.
@Suite struct SharingFilterTests {
  private func filter(
    _ agencyID: AgencyID = Samples.police, role: Role = .singlePointOfContact, purpose: String = "child-safeguarding",
    agreed: Bool = true
  ) throws -> SharingFilter {
    let record = try #require(
      Samples.record([Samples.drafted()] + ["hub", "met", "st-marys"].map { Samples.signed($0) }))
    let policy = SharingPolicy(agreed ? [record] : [], on: try #require(CivilDate("2026-11-23")))
    let actor = try Actor(
      validating: QueryContext(
        actingPerson: Samples.identifier(7).description, role: role, purpose: purpose), agencyID: agencyID)
    return SharingFilter(for: actor, under: policy)
  }

  @Test func anAgencySeesItsOwnAndTheHubEverything() throws {
    #expect(try filter().visible(of: "met", with: CaseAccess(.basic)) == .all)
    #expect(try filter(agreed: false).visible(of: "met", with: .none) == .all)
    let hub = try filter(.hub, role: .screener, agreed: false)
    #expect(hub.isOpen && hub.visible(of: "st-marys", with: .standard) == .all)
    #expect(hub.withheld(from: CaseView.self, of: ["met", "st-marys"], with: .standard).isEmpty)
  }

  private static let levels: [(CaseAccess.Extent, DataCategorySet)] = [
    (.none, []), (.basic, [.identity]), (.standard, [.identity, .healthSummary]),
    (.specific([.healthDetail, .finance]), [.identity, .healthSummary, .healthDetail]),
    (.specific([.finance]), [.identity, .healthSummary]),
    (.challenged, [.identity, .healthSummary, .healthDetail]),
  ]

  @Test(arguments: levels)
  func accessAndAgreementDecideTogether(extent: CaseAccess.Extent, visible: DataCategorySet) throws {
    let access = CaseAccess(extent)
    #expect(try filter().visible(of: "st-marys", with: access) == visible)
    #expect(try filter(role: .teamManager).visible(of: "st-marys", with: access) == [])
    #expect(try filter(purpose: "review").visible(of: "st-marys", with: access) == [])
    #expect(try filter(agreed: false).visible(of: "st-marys", with: access) == [])
    #expect(try filter().visible(of: "nobody of that name", with: access) == [])
  }

  @Test func anEmergencyGoesBeforeAgreementsButNotBeforeLegalPrivilege() throws {
    let visible = try filter(agreed: false).visible(of: "st-marys", with: CaseAccess(.emergency))
    #expect(visible == DataCategorySet.all.subtracting([.legalPrivileged]))
  }

  @Test func whatIsWithheldIsNamedWithItsReason() throws {
    let withheld = try filter().withheld(from: CaseView.self, of: ["met", "school", "st-marys"], with: .standard)
    #expect(withheld.map(\.agencyID) == ["school", "st-marys"])
    #expect(withheld[0].reason == .noAgreement && withheld[0].categories.count == CaseView.categories.categories.count)
    #expect(withheld[1].reason == .notGiven && !withheld[1].categories.contains("identity"))
    #expect(withheld[1].fields.contains("referral.narrative") && !withheld[1].fields.contains("child.name.given"))
    let basic = try filter().withheld(from: CaseView.self, of: ["st-marys"], with: CaseAccess(.basic))
    #expect(basic.last?.reason == .beyondAccess && basic.last?.categories == ["health-summary"])
  }

  /// Whether the case holds anything of it or not: so it tells nothing of what is there.
  @Test func whatIsWithheldDoesNotDependOnTheCase() throws {
    let filter = try filter()
    var (empty, full) = (CaseView(caseID: "c"), CaseView(caseID: "c", status: .triaged))
    full.child = Child(name: PersonName(given: "Ada"), school: "a school", unknownFields: [])
    empty.child = Child(name: PersonName(given: "Ada"))
    for index in [0, 1] {
      let sight = filter.sight(of: "st-marys", with: .standard)
      if index == 0 { empty.withhold(beyond: sight) } else { full.withhold(beyond: sight) }
    }
    #expect(empty == full && full.child?.name?.given == "Ada")
  }

  /// From everybody to whom the seal is not open: from who contributed it, from the hub, in an emergency.
  @Test func whatIsSealedIsShownToNobody() throws {
    let sealed = DataCategorySet([.location, .healthSummary])
    let hub = try filter(.hub, role: .screener)
    #expect(hub.visible(of: "met", with: CaseAccess(.standard, sealed: sealed)) == .all.subtracting(sealed))
    #expect(hub.isOpen && !hub.showsAll(with: CaseAccess(.standard, sealed: sealed)) && hub.showsAll(with: .standard))
    #expect(try filter().visible(of: "met", with: CaseAccess(.standard, sealed: sealed)) == .all.subtracting(sealed))
    #expect(try filter().visible(of: "st-marys", with: CaseAccess(.standard, sealed: sealed)) == [.identity])
    let emergency = try filter().visible(of: "st-marys", with: CaseAccess(.emergency, sealed: sealed))
    #expect(emergency == .all.subtracting(sealed).subtracting([.legalPrivileged]))
    #expect(try !filter().showsAll(with: .standard))
  }

  @Test func whatIsWithheldDoesNotTellThatSomethingIsSealed() throws {
    let sealed = CaseAccess(.standard, sealed: [.location, .identity, .healthSummary])
    for filter in [try filter(), try filter(.hub, role: .screener)] {
      #expect(
        filter.withheld(from: CaseView.self, of: ["met", "school", "st-marys"], with: sealed)
          == filter.withheld(from: CaseView.self, of: ["met", "school", "st-marys"], with: .standard))
    }
  }
}
