import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct DraftAgreementTests {
  private func command(_ change: (inout Agreement) -> Void = { _ in }) throws(Rejection) -> DraftAgreement {
    var agreement = Samples.agreement
    change(&agreement)
    return try DraftAgreement(
      validating: DraftAgreementRequest(context: Samples.context, agreement: agreement), from: Samples.caller(.hub))
  }

  private func faultsOf(_ change: (inout Agreement) -> Void) throws -> [String] {
    try faults { () throws(Rejection) in try command(change) }
  }

  private func decide(
    _ state: AgreementDecider.State, registered: [Bool] = [true, true, true],
    _ change: (inout Agreement) -> Void = { _ in }
  ) throws(Rejection) -> [StreamDecision] {
    try AgreementDecider.decide(
      command(change), stream: Samples.agreementStream, registered: registered, state)
  }

  @Test func theFirstVersionIsNumberOne() throws {
    try Given(AgreementDecider.self).when { state throws(Rejection) in try decide(state) }
      .then([(Samples.agreementStream, [Samples.drafted()])])
  }

  @Test func theNextVersionFollows() throws {
    for number: UInt32 in [0, 2] {
      try Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
        try decide(state) { $0.version = number }
      }.then([(Samples.agreementStream, [Samples.drafted(version: 2)])])
    }
  }

  @Test func rule_C_260_versionsFollowOneAnother() {
    for number: UInt32 in [1, 3] {
      Given(AgreementDecider.self, Samples.drafted()).when { state throws(Rejection) in
        try decide(state) { $0.version = number }
      }.thenRejected(.preconditionFailed, "VERSION_NOT_NEXT")
    }
    Given(AgreementDecider.self).when { state throws(Rejection) in try decide(state) { $0.version = 2 } }
      .thenRejected(.preconditionFailed, "VERSION_NOT_NEXT")
  }

  @Test func rule_C_261_anAgreementHasALimitOfVersions() throws {
    let events = (1...Limits.agreementVersionsMax).map { Samples.drafted(version: $0) }
    let full = AgreementDecider.fold(AgreementDecider.initial, events)
    let rejection = try rejectionOf { () throws(Rejection) in try decide(full) }
    #expect(rejection.reason == "TOO_MANY")
    let almostFull = AgreementDecider.fold(AgreementDecider.initial, events.dropLast())
    #expect(try decide(almostFull).count == 1)
  }

  @Test func rule_C_073_everyPartyIsRegistered() throws {
    let rejection = try rejectionOf { () throws(Rejection) in
      try decide(.notDrafted, registered: [true, false, false])
    }
    #expect(
      rejection.faults.map { "\($0.field) \($0.reason)" } == [
        "agreement.parties[1].agency_id PARTY_NOT_REGISTERED", "agreement.parties[2].agency_id PARTY_NOT_REGISTERED",
      ])
  }

  @Test func rule_C_060_anAgreementsIDHasItsForm() throws {
    #expect(
      try faultsOf { $0.agreementID = "Kings mere" } == ["agreement.agreement_id MALFORMED_AGREEMENT_ID C-060"])
  }

  @Test func rule_C_061_thereAreTwoParties() throws {
    #expect(
      try faultsOf {
        $0.parties = [Samples.party("met")]
      } == ["agreement.parties TOO_FEW C-061"])
  }

  @Test func rule_C_062_aPartysCapacityIsKnown() throws {
    #expect(
      try faultsOf {
        $0.parties[1].capacity = .unrecognized(77)
      } == ["agreement.parties[1].capacity UNKNOWN_CAPACITY C-062"])
  }

  @Test func rule_C_063_theTierIsKnown() throws {
    #expect(try faultsOf { $0.tier = .unrecognized(77) } == ["agreement.tier UNKNOWN_TIER C-063"])
  }

  @Test func rule_C_064_aBasisIsInTheReferenceData() throws {
    #expect(try faultsOf { $0.article6Bases = ["a"] } == ["agreement.article_6_bases[0] UNKNOWN_BASIS C-064"])
  }

  @Test func rule_C_065_withoutABasisAllIsForLawEnforcement() throws {
    #expect(try faultsOf { $0.article6Bases = [] } == ["agreement.article_6_bases BASIS_MISSING C-065"])
    _ = try command { agreement in
      agreement.article6Bases = []
      agreement.isLawEnforcement = true
    }
  }

  @Test func rule_C_066_breachesAreToldInTime() throws {
    for hours: UInt32 in [0, 73] {
      #expect(
        try faultsOf { $0.breachNoticeHours = hours } == ["agreement.breach_notice_hours OUT_OF_TIME C-066"])
    }
    for hours: UInt32 in [1, 72] { _ = try command { $0.breachNoticeHours = hours } }
  }

  @Test func rule_C_067_daysAreInOrder() throws {
    #expect(
      try faultsOf { agreement in
        agreement.reviewBy = "2026-10-31"
        agreement.expiresOn = "2026-10-31"
      } == ["agreement.review_by DAYS_OUT_OF_ORDER C-067", "agreement.expires_on DAYS_OUT_OF_ORDER C-067"])
    _ = try command { agreement in
      agreement.reviewBy = "2026-11-01"
      agreement.expiresOn = ""
    }
  }

  @Test func rule_C_068_aListNamesEachEntryOnce() throws {
    #expect(
      try faultsOf { agreement in
        agreement.purposes = ["child-safeguarding", "child-safeguarding"]
        agreement.matrix[0].roles += agreement.matrix[0].roles
        agreement.subjectClasses += agreement.subjectClasses
      } == [
        "agreement.purposes[1] LISTED_TWICE C-068", "agreement.subject_classes[1] LISTED_TWICE C-068",
        "agreement.matrix[0].roles[1] LISTED_TWICE C-068",
      ])
  }

  @Test func rule_C_069_categoriesAreTheContracts() throws {
    #expect(
      try faultsOf { $0.matrix[0].categories = ["structure", "identity"] } == [
        "agreement.matrix[0].categories[0] UNKNOWN_CATEGORY C-069"
      ])
  }

  @Test func rule_C_070_recipientsAreParties() throws {
    #expect(
      try faultsOf { $0.matrix[1].recipients = ["school"] } == [
        "agreement.matrix[1].recipients[0] NOT_A_PARTY C-070"
      ])
  }

  @Test func rule_C_071_aCellServesAPurposeOfTheAgreement() throws {
    #expect(
      try faultsOf { $0.matrix[0].purposes = ["audit"] } == [
        "agreement.matrix[0].purposes[0] PURPOSE_NOT_AGREED C-071"
      ])
  }

  @Test func rule_C_072_aCellsDecisionIsKnown() throws {
    #expect(
      try faultsOf { $0.matrix[0].decision = .unrecognized(77) } == [
        "agreement.matrix[0].decision UNKNOWN_DECISION C-072"
      ])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let request = DraftAgreementRequest(
      context: Samples.context,
      agreement: Agreement(
        parties: [AgreementParty(), AgreementParty(agencyID: "M")], matrix: [MatrixCell()],
        subjectClasses: [SubjectClass()], effectiveOn: "in May"))
    let party = ["organisation", "capacity", "legal_capacity", "data_protection_contact"]
    let found = try faults { () throws(Rejection) in
      try DraftAgreement(validating: request, from: Samples.caller(.hub))
    }
    let expected =
      ["agreement.agreement_id REQUIRED C-001", "agreement.parties[0].agency_id REQUIRED C-001"]
      + party.map { "agreement.parties[0].\($0) REQUIRED C-001" }
      + ["agreement.parties[1].agency_id MALFORMED_AGENCY_ID C-010"]
      + party.map { "agreement.parties[1].\($0) REQUIRED C-001" }
      + ["title", "tier", "purposes", "legal_gateways"].map { "agreement.\($0) REQUIRED C-001" }
      + ["agreement.article_6_bases BASIS_MISSING C-065"]
      + ["subject_classes[0].name", "subject_classes[0].retention", "security"].map {
        "agreement.\($0) REQUIRED C-001"
      }
      + ["agreement.breach_notice_hours OUT_OF_TIME C-066"]
      + ["dpia_reference", "ropa_reference"].map { "agreement.\($0) REQUIRED C-001" }
      + ["agreement.effective_on MALFORMED_DATE C-025", "agreement.review_by REQUIRED C-001"]
      + ["categories", "roles", "purposes", "decision"].map { "agreement.matrix[0].\($0) REQUIRED C-001" }
    #expect(found == expected)
    #expect(
      try faults { () throws(Rejection) in
        try DraftAgreement(
          validating: DraftAgreementRequest(context: Samples.context), from: Samples.caller(.hub))
      } == ["agreement REQUIRED C-001"])
  }

  @Test func aPartyIsNamedOnce() throws {
    #expect(
      try faultsOf { $0.parties.append(Samples.party("met")) } == ["agreement.parties[3].agency_id NAMED_TWICE C-017"])
  }

  @Test func everythingHasALimit() throws {
    #expect(
      try faultsOf { agreement in
        agreement.matrix = Array(repeating: agreement.matrix[0], count: Limits.cellsMax + 1)
      } == ["agreement.matrix TOO_MANY C-008"])
    #expect(
      try faultsOf { agreement in
        agreement.parties = (0...Limits.partiesMax).map { Samples.party("agency-\($0)") }
        agreement.matrix = [Samples.cell(["identity"], to: [], .allow)]
      } == ["agreement.parties TOO_MANY C-008"])
    #expect(
      try faultsOf { $0.security = String(repeating: "x", count: Limits.securityBytesMax + 1) } == [
        "agreement.security TOO_LONG C-007"
      ])
  }
}
