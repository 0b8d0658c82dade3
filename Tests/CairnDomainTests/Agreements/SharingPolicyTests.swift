import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct SharingPolicyTests {
  private let police = Samples.police
  private let health = Samples.health
  private let school = AgencyID("school") ?? .hub

  private func agreed(
    _ id: String, _ matrix: [MatrixCell], parties: [String] = ["hub", "met", "st-marys"]
  ) throws -> AgreementRecord {
    let drafted = Samples.drafted { agreement in
      agreement.agreementID = id
      agreement.matrix = matrix
      agreement.parties = parties.map { Samples.party($0) }
    }
    return try #require(Samples.record([drafted] + parties.map { Samples.signed($0) }))
  }

  private func policy(_ records: [AgreementRecord], on day: String = "2026-11-23") throws -> SharingPolicy {
    SharingPolicy(records, on: try #require(CivilDate(day)))
  }

  private func decision(
    _ policy: SharingPolicy, _ category: DataCategory, holder: AgencyID? = nil, recipient: AgencyID? = nil,
    role: Role = .singlePointOfContact, purpose: String = "child-safeguarding"
  ) -> (sharing: SharingTerms.Sharing, by: String?) {
    let decided = policy.terms(
      holder: holder ?? health, recipient: recipient ?? police, role: role, purpose: purpose
    ).decision(for: category)
    return (decided.sharing, decided.by.map { "\($0.agreementID) \($0.version)" })
  }

  @Test func aCellDecidesForItsRecipientsRolesAndPurposes() throws {
    let policy = try policy([agreed("one", Samples.agreement.matrix)])
    #expect(decision(policy, .identity) == (.allow, "one 1"))
    #expect(decision(policy, .healthDetail) == (.onRequest, "one 1"))
    #expect(decision(policy, .location) == (.withhold, "one 1"), "no cell speaks of it")
    #expect(decision(policy, .identity, recipient: .hub) == (.withhold, "one 1"))
    #expect(decision(policy, .identity, role: .referrer) == (.withhold, "one 1"))
    #expect(decision(policy, .identity, purpose: "review") == (.withhold, "one 1"))
  }

  @Test func withoutAnAgreementNothingIsGiven() throws {
    let one = try agreed("one", Samples.agreement.matrix)
    #expect(decision(try policy([]), .identity) == (.withhold, nil))
    let policy = try policy([one])
    #expect(decision(policy, .identity, holder: school) == (.withhold, nil), "the holder is no party")
    #expect(decision(policy, .identity, recipient: school) == (.withhold, nil), "the recipient is no party")
    #expect(
      policy.terms(holder: school, recipient: police, role: .singlePointOfContact, purpose: "child-safeguarding")
        == .noAgreement)
  }

  @Test func onlyWhatIsInForceCounts() throws {
    let signedInPart = try #require(Samples.record([Samples.drafted(), Samples.signed("met")]))
    let whole = [Samples.drafted()] + Samples.signedByAll()
    let suspended = try #require(Samples.record(whole + [Samples.suspended]))
    let ended = try #require(Samples.record(whole + [Samples.ended]))
    for record in [signedInPart, suspended, ended] {
      #expect(decision(try policy([record]), .identity) == (.withhold, nil))
    }
    let active = try #require(Samples.record(whole))
    #expect(decision(try policy([active], on: "2026-10-31"), .identity) == (.withhold, nil))
    #expect(decision(try policy([active], on: "2026-11-01"), .identity) == (.allow, "kingsmere 1"))
    #expect(decision(try policy([active], on: "2028-11-01"), .identity) == (.withhold, nil))
  }

  /// What two cells of one agreement come to: every pair of decisions.
  @Test(arguments: [
    (CellDecision.allow, CellDecision.allow, SharingTerms.Sharing.allow), (.allow, .onRequest, .onRequest),
    (.allow, .withhold, .withhold), (.onRequest, .onRequest, .onRequest), (.onRequest, .withhold, .withhold),
    (.withhold, .withhold, .withhold), (.allow, .unrecognized(77), .withhold),
  ])
  func withinAnAgreementTheStrictestCellDecides(
    one: CellDecision, other: CellDecision, expected: SharingTerms.Sharing
  ) throws {
    for (first, second) in [(one, other), (other, one)] {
      let record = try agreed(
        "one", [Samples.cell(["identity"], to: [], first), Samples.cell(["identity", "contact"], to: ["met"], second)])
      #expect(decision(try policy([record]), .identity) == (expected, "one 1"))
    }
  }

  /// What two agreements come to: every pair of decisions; `nil` where no cell speaks.
  @Test(arguments: [
    (CellDecision.allow, CellDecision.allow, SharingTerms.Sharing.allow, "a"), (.allow, .onRequest, .allow, "a"),
    (.allow, .withhold, .allow, "a"), (.onRequest, .allow, .allow, "b"), (.onRequest, .onRequest, .onRequest, "a"),
    (.onRequest, .withhold, .onRequest, "a"), (.withhold, .allow, .allow, "b"),
    (.withhold, .onRequest, .onRequest, "b"),
    (.withhold, .withhold, .withhold, "a"),
  ])
  func acrossAgreementsTheMostPermissiveDecides(
    first: CellDecision, second: CellDecision, expected: SharingTerms.Sharing, by id: String
  ) throws {
    let a = try agreed("aa", [Samples.cell(["identity"], to: [], first)])
    let b = try agreed("bb", [Samples.cell(["identity"], to: [], second)])
    for records in [[a, b], [b, a]] {
      #expect(decision(try policy(records), .identity) == (expected, "\(id)\(id) 1"))
      #expect(decision(try policy(records), .contact) == (.withhold, "aa 1"))
    }
  }

  @Test func anAgencysOwnDataIsItsOwn() throws {
    let terms = try policy([]).terms(holder: police, recipient: police, role: .referrer, purpose: "review")
    #expect(terms == .own && terms.allowed == .all && terms.withheld.isEmpty)
    #expect(terms.decision(for: .intelligence).by == nil)
  }

  @Test func theTermsAnswerEveryCategoryAtOnce() throws {
    let a = try agreed("aa", [Samples.cell(["identity", "contact"], to: [], .allow)])
    let b = try agreed(
      "bb", [Samples.cell(["identity"], to: [], .allow), Samples.cell(["housing"], to: [], .onRequest)])
    let terms = try policy([b, a]).terms(
      holder: health, recipient: police, role: .singlePointOfContact, purpose: "child-safeguarding")
    #expect(terms.allowed == [.identity, .contact] && terms.onRequest == [.housing])
    #expect(terms.withheld.union([.identity, .contact, .housing]) == .all)
    #expect(terms.agreements.map(\.agreementID) == ["aa", "bb"])
    let decided = terms.shares.reduce(into: [String: Int]()) { counts, share in
      for category in share.categories.categories { counts[category.rawValue, default: 0] += 1 }
    }
    #expect(decided.count == DataCategory.allCases.count && decided.values.allSatisfy { $0 == 1 })
  }

  @Test func aCategoryOfALaterContractGivesNothing() throws {
    let record = try agreed("one", [Samples.cell(["identity", "from-the-future"], to: [], .allow)])
    #expect(
      try policy([record]).terms(
        holder: health, recipient: police, role: .singlePointOfContact, purpose: "child-safeguarding"
      ).allowed == [.identity])
  }
}
