import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct RuleSetTests {
  let rules = RuleSet.current.rules
  private static let ruleCount = 140

  @Test func everyRuleIsWholeAndHasANumberOfItsOwn() {
    #expect(Set(rules.map(\.number)).count == rules.count)
    #expect(RuleSet.current.version == 5 && rules.count == RuleSetTests.ruleCount)
    for rule in rules {
      #expect(!rule.title.isEmpty && !rule.source.isEmpty && !rule.message.isEmpty)
      #expect(RuleSet.current.rule(rule.number) == rule)
    }
    #expect(RuleSet.current.rule("9999") == nil)
  }

  /// A program acts on the reason: rules share one only where it would do the same about both.
  @Test func aRefusalHasAReasonOfItsOwn() {
    var rulesByReason: [String: [String]] = [:]
    for rule in rules {
      if case .refuse(let reason) = rule.ruleClass { rulesByReason[reason, default: []].append(rule.number) }
    }
    #expect(
      rulesByReason.filter { $0.value.count > 1 } == [
        "REQUIRED": ["C-001", "8805", "8810"], "IN_FUTURE": ["C-004", "C-026"],
        "TOO_MANY": ["C-008", "C-208", "C-209", "C-242", "C-243", "C-247", "C-249", "C-261"],
        "UNKNOWN_CODE": ["C-014", "8640"],
      ])
  }

  @Test(arguments: [("2026-03-31", false), ("2026-04-01", true), ("2027-03-31", true), ("2027-04-01", false)])
  func aRuleHoldsFromItsFirstDayToItsLast(day: String, isInForce: Bool) throws {
    let rule = Rule(
      "X", "x", source: "x", .finding, message: "x", validFrom: try #require(CivilDate("2026-04-01")),
      validTo: CivilDate("2027-03-31"))
    let date = try #require(CivilDate(day))
    #expect(rule.isInForce(on: date) == isInForce)
    var findings = Findings(childCount: 1, rules: RuleSet(version: 2, rules: [rule]), on: date)
    findings.add(rule, child: 0, at: "field")
    #expect(findings.ofChildren[0].isEmpty != isInForce)
  }

  @Test func everyEventStoresTheVersionItWasDecidedUnder() throws {
    let command = try SubmitReferral(
      validating: Samples.referralRequest, from: Samples.caller(), rules: RuleSet(version: 7, rules: []))
    #expect(command.context.header(for: .referralReceived).ruleSetVersion == 7)
  }

  @Test func aSecondRuleSetLeavesWhatWasDecidedUnderTheFirst() throws {
    var request = Samples.referralRequest
    request.referral?.source = "X"
    let second = RuleSet(version: 6, rules: RuleSet.current.rules.filter { $0 != .sourceCode })
    let shown = try [RuleSet.current, second].map { rules in
      let command = try SubmitReferral(validating: request, from: Samples.caller(), rules: rules)
      let decisions = try ReferralDecider.decide(
        command, identifiers: Samples.identifiers(childCount: 2), ReferralDecider.initial)
      let header = command.context.header(for: .referralReceived)
      let envelope = EventEnvelope(
        stream: decisions[0].stream, version: 1, agencyID: "met", recordedAtMicroseconds: Samples.nowMicroseconds)
      // Folded after both sets are known: what an event says does not change with the rules.
      let document = ReferralDocument.fold(nil, decisions[0].events[0].event, envelope)
      return (version: header.ruleSetVersion, findings: document?.findings.map(\.rule) ?? [])
    }
    #expect(shown[0].version == 5 && shown[0].findings == ["8866"])
    #expect(shown[1].version == 6 && shown[1].findings.isEmpty)
  }
}
