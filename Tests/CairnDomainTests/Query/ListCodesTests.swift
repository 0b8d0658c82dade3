import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct ListCodesTests {
  private func list(_ name: String, on day: String = "") throws(Rejection) -> [CodeListing] {
    try ListCodes(
      validating: ListCodesRequest(context: Samples.queryContext, list: name, validOn: day), agencyID: .hub
    ).answer.lists
  }

  @Test func withoutANameAllAreListed() throws {
    #expect(
      try list("").map(\.name) == [
        "article-6-basis", "closure-reason", "consent-reason", "data-category", "decline-reason", "disability",
        "ethnicity",
        "primary-need", "purpose", "referral-source", "seal-ground", "sex",
      ])
  }

  @Test func onADayThoseThatHoldAreListed() throws {
    func codes(_ day: String) throws -> [String] { try list("closure-reason", on: day).flatMap(\.codes).map(\.code) }
    #expect(try codes("2022-03-31").last == "RC8" && codes("2022-04-01").last == "RC9" && codes("").last == "RC9")
  }

  @Test func rule_C_014_aListIsOneOfTheContracts() throws {
    #expect(try faults { () throws(Rejection) in try list("colours") } == ["list UNKNOWN_CODE C-014"])
  }

  @Test func rule_C_025_theDayCanBeRead() throws {
    #expect(try faults { () throws(Rejection) in try list("", on: "today") } == ["valid_on MALFORMED_DATE C-025"])
  }

  @Test func rule_C_015_aPageTokenGoesWithItsQuery() {
    let rejection = Rejection.pageTokenUnknown
    #expect(rejection.code == .invalid)
    #expect(rejection.faults.map { "\($0.field) \($0.reason) \($0.rule)" } == ["page_token PAGE_TOKEN_UNKNOWN C-015"])
  }

  @Test func theRulesAreListedAsTheyStand() {
    let answer = ListRulesResponse.current
    #expect(answer.ruleSetVersion == RuleSet.current.version)
    #expect(answer.rules.map(\.number) == RuleSet.current.rules.map(\.number))
    let closing = answer.rules.first { $0.number == "8867" }
    #expect(closing?.ruleClass == .refuse && closing?.validFrom == "2020-01-01" && closing?.validTo == "")
    #expect(answer.rules.first { $0.number == "8525Q" }?.ruleClass == .finding)
  }
}
