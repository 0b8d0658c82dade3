import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct SubmitReferralTests {
  private func faultsOf(_ spoil: (inout Referral) -> Void) throws -> [String] {
    var referral = Samples.referral
    spoil(&referral)
    let request = SubmitReferralRequest(context: Samples.context, referral: referral)
    return try faults { () throws(Rejection) in try SubmitReferral(validating: request, from: Samples.caller()) }
  }

  private func text(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test func rule_C_001_aReferralHasAChild() throws {
    #expect(
      try faultsOf {
        $0.children = []
        $0.statements = []
      } == ["referral.children REQUIRED C-001"])
    #expect(
      try faults { () throws(Rejection) in
        try SubmitReferral(validating: SubmitReferralRequest(), from: Samples.caller())
      } == ["context REQUIRED C-001", "referral REQUIRED C-001"])
  }

  @Test func rule_C_008_listsAreWithinTheirLimits() throws {
    #expect(
      try faultsOf {
        $0.children[0].name?.alsoKnownAs = Array(repeating: "a", count: 21)
        $0.children[0].disabilities = Array(repeating: "LD", count: 21)
        $0.children[0].identifiers = Array(repeating: Identifier(), count: 21)
        $0.children[0].addresses[0].lines = Array(repeating: "a", count: 11)
        $0.children[1].addresses = Array(repeating: Address(), count: 21)
        $0.statements[0].aboutChildren = Array(repeating: 0, count: 21)
      } == [
        "referral.children[0].name.also_known_as TOO_MANY C-008", "referral.children[0].disabilities TOO_MANY C-008",
        "referral.children[0].identifiers TOO_MANY C-008", "referral.children[0].addresses[0].lines TOO_MANY C-008",
        "referral.children[1].addresses TOO_MANY C-008", "referral.statements[0].about_children TOO_MANY C-008",
      ])
    #expect(
      try faultsOf {
        $0.children = Array(repeating: Child(), count: 21)
        $0.statements = Array(repeating: Statement(), count: 201)
      } == ["referral.children TOO_MANY C-008", "referral.statements TOO_MANY C-008"])
  }

  @Test func whatIsJustWithinItsLimitsIsTaken() throws {
    var referral = Samples.referral
    referral.children = Array(repeating: Child(), count: Limits.childrenMax)
    referral.statements = Array(repeating: Statement(text: text(20_000)), count: Limits.statementsMax)
    referral.narrative = text(100_000)
    let command = try SubmitReferral(
      validating: SubmitReferralRequest(context: Samples.context, referral: referral), from: Samples.caller())
    #expect(command.childCount == 20)
  }

  @Test func rule_C_009_anIndexPointsAtAChild() throws {
    #expect(
      try faultsOf { $0.statements[1].aboutChildren = [1, 2, .max] } == [
        "referral.statements[1].about_children[1] OUT_OF_RANGE C-009",
        "referral.statements[1].about_children[2] OUT_OF_RANGE C-009",
      ])
  }

  @Test func rule_C_007_textsAreWithinTheirLimits() throws {
    let found = try faultsOf {
      $0.children[0].name = PersonName(given: text(201), family: text(201), alsoKnownAs: ["a", text(201)])
      $0.children[0].dateOfBirth = text(201)
      $0.children[0].expectedDateOfDelivery = text(201)
      $0.children[0].sex = text(201)
      $0.children[0].ethnicity = text(201)
      $0.children[0].disabilities = [text(201)]
      $0.children[0].identifiers[3].value = text(201)
      $0.children[0].addresses = [Address(lines: [text(201)], postcode: text(201), localAuthorityGss: text(201))]
      $0.children[0].school = text(201)
      $0.reporter = Reporter(
        name: PersonName(given: text(201)), capacity: text(201), telephone: text(201), email: text(321))
      $0.source = text(201)
      $0.primaryNeed = text(201)
      $0.statements[0] = Statement(
        text: text(20_001), source: text(1_001), observedAt: text(201), recordedAt: text(201))
      $0.narrative = text(100_001)
      $0.agencyReference = text(201)
    }
    let child = [
      "name.given", "name.family", "name.also_known_as[1]", "date_of_birth", "expected_date_of_delivery", "sex",
      "ethnicity", "disabilities[0]", "identifiers[3].value", "addresses[0].lines[0]", "addresses[0].postcode",
      "addresses[0].local_authority_gss", "school",
    ]
    let others = [
      "reporter.name.given", "reporter.capacity", "reporter.telephone", "reporter.email", "source", "primary_need",
      "statements[0].text", "statements[0].source", "statements[0].observed_at", "statements[0].recorded_at",
      "narrative", "agency_reference",
    ]
    let paths = child.map { "children[0].\($0)" } + others
    #expect(found == paths.map { "referral.\($0) TOO_LONG C-007" })
  }

  @Test func limitsCountBytes() throws {
    #expect(
      try faultsOf { $0.agencyReference = String(repeating: "é", count: 101) } == [
        "referral.agency_reference TOO_LONG C-007"
      ])
  }

  @Test func faultsNeverShowAValue() throws {
    var request = Samples.referralRequest
    let secret = "SECRET" + text(400)
    request.context = CommandContext(
      commandID: secret, occurredAt: secret, actingPerson: secret, role: .unrecognized(3), purpose: secret)
    request.referral?.children[0].name?.family = secret
    let rejection = try rejectionOf { () throws(Rejection) in
      try SubmitReferral(validating: request, from: Samples.caller())
    }
    #expect(rejection.faults.count == 6)
    #expect(!"\(rejection)".contains("SECRET"))
  }

  @Test func theListOfFaultsHasALimit() throws {
    let found = try faultsOf {
      $0.statements = Array(repeating: Statement(aboutChildren: [8, 9, 9, 9]), count: 200)
    }
    #expect(found.count == Limits.faultsMax)
  }
}
