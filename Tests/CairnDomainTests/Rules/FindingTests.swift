import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct FindingTests {
  private func findings(_ referral: Referral, rules: RuleSet = .current) throws(Rejection) -> Findings {
    try SubmitReferral(
      validating: SubmitReferralRequest(context: Samples.context, referral: referral), from: Samples.caller(),
      rules: rules
    ).findings
  }

  @Test func aGoodReferralHasNone() throws {
    let findings = try findings(Samples.referral)
    #expect(findings.ofReferral.isEmpty && findings.ofChildren == [[], []])
  }

  @Test(arguments: FindingCase.all)
  func aBrokenRuleIsFoundWhereItIsBroken(sample: FindingCase) throws {
    var referral = Samples.referral
    sample.spoil(&referral)
    let findings = try findings(referral)
    let here = sample.child.map { findings.ofChildren[$0] } ?? findings.ofReferral
    let expected = Finding(rule: sample.rule.number, field: sample.field, message: sample.rule.message)
    #expect(here.contains(expected))
    let all = findings.ofReferral + findings.ofChildren.flatMap(\.self)
    #expect(all.allSatisfy { $0.rule == sample.rule.number })
  }

  @Test(arguments: FindingCase.all)
  func aRuleThatIsTakenOutMakesNoFinding(sample: FindingCase) throws {
    var referral = Samples.referral
    sample.spoil(&referral)
    let rules = RuleSet(version: 2, rules: RuleSet.current.rules.filter { $0 != sample.rule })
    let findings = try findings(referral, rules: rules)
    #expect(findings.ofReferral.isEmpty && findings.ofChildren.allSatisfy(\.isEmpty))
  }

  @Test func everyRuleOfTheTableHasItsCase() {
    let tried = Set(FindingCase.all.map(\.rule.number))
    let table = RuleSet.current.rules.filter { $0.ruleClass == .finding }.map(\.number)
    #expect(tried == Set(table))
  }

  @Test func rule_8606_fortyWeeksToTheDayAreGood() throws {
    var referral = Samples.referral
    referral.children[1].expectedDateOfDelivery = "2027-08-30"
    #expect(try findings(referral).ofChildren[1].isEmpty)
    referral.children[0].dateOfBirth = "2027-08-31"
    #expect(try findings(referral).ofChildren[0].map(\.rule) == ["C-103", "8606"])
  }

  @Test func rule_C_103_theDayOfTheReferralIsThatOfTheUnitedKingdom() throws {
    var request = Samples.referralRequest
    request.context?.occurredAt = "2026-06-30T23:30:00Z"
    request.referral?.children[0].dateOfBirth = "2026-07-01"
    let command = try SubmitReferral(validating: request, from: Samples.caller())
    #expect(command.findings.ofChildren[0].isEmpty)
  }

  @Test func rule_C_104_theDayBeforeTheBirthdayIsGood() throws {
    var referral = Samples.referral
    referral.children[0].dateOfBirth = "2008-11-24"
    #expect(try findings(referral).ofChildren[0].isEmpty)
  }

  @Test func rule_8525Q_anEstimatedDateIsGood() throws {
    var referral = Samples.referral
    referral.children[0].dateOfBirthEstimated = true
    #expect(try findings(referral).ofChildren[0].isEmpty)
  }

  @Test func rule_C_135_writingAtTheMomentOfObservingIsGood() throws {
    var referral = Samples.referral
    referral.statements[0].recordedAt = "2026-11-23T09:00:00+01:00"
    #expect(try findings(referral).ofChildren[0].isEmpty)
  }

  @Test func rule_C_118_bothChildrenAreTold() throws {
    var referral = Samples.referral
    referral.children[1].identifiers = [
      Identifier(scheme: .upn, value: "P-77"), Identifier(scheme: .nhsNumber, value: "9434765870"),
    ]
    let findings = try findings(referral)
    #expect(findings.ofChildren[0].map(\.field) == ["children[0].identifiers[0].value"])
    #expect(
      findings.ofChildren[1].map { "\($0.rule) \($0.field)" } == [
        "C-113 children[1].identifiers[0].value", "C-118 children[1].identifiers[1].value",
      ])
  }

  @Test func rule_C_118_oneChildMayRepeatItsOwn() throws {
    var referral = Samples.referral
    referral.children[0].identifiers.append(Identifier(scheme: .local, value: "P-77"))
    #expect(try findings(referral).ofChildren == [[], []])
  }

  @Test func rule_C_142_anAnonymousReporterIsNotAskedFor() throws {
    var referral = Samples.referral
    referral.reporter = nil
    referral.source = "9"
    #expect(try findings(referral).ofReferral.isEmpty)
  }

  @Test func aFindingOnAnOnlyChildsStatementIsTheChilds() throws {
    var referral = Samples.referral
    referral.children = [Samples.child]
    referral.statements = [Statement(assertion: .fact, text: "x", source: "y", recordedAt: Samples.occurredAt)]
    let findings = try findings(referral)
    #expect(findings.ofReferral.isEmpty)
    #expect(findings.ofChildren[0].map(\.field) == ["statements[0].observed_at"])
  }
}
