import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct AccessRequestTests {
  private func faultsOf(_ change: (inout GrantAccessRequest) -> Void) throws -> [String] {
    var request = Samples.grantRequest
    change(&request)
    return try faults { () throws(Rejection) in try GrantAccess(validating: request, from: Samples.caller(.hub)) }
  }

  @Test func everyFaultOfAGrantStandsInOneAnswer() throws {
    #expect(
      try faultsOf { $0 = GrantAccessRequest(context: Samples.context, personID: "pat") } == [
        "case_id REQUIRED C-001", "agency_id REQUIRED C-001", "person_id MALFORMED_ID C-002", "level REQUIRED C-001",
        "reason REQUIRED C-001",
      ])
    #expect(
      try faultsOf { request in
        request.agencyID = "Met"
        request.level = .unrecognized(77)
        request.categories = []
        request.reason = String(repeating: "x", count: Limits.rationaleBytesMax + 1)
      } == ["agency_id MALFORMED_AGENCY_ID C-010", "level UNKNOWN_CODE C-014", "reason TOO_LONG C-007"])
  }

  @Test func rule_C_041_breakingTheGlassIsNotGranted() throws {
    #expect(
      try faultsOf { request in
        request.level = .challenged
        request.categories = []
      } == ["level NOT_GRANTABLE C-041"])
  }

  @Test(arguments: [AccessLevel.basic, .standard, .excluded])
  func rule_C_042_categoriesGoWithASpecificGrant(level: AccessLevel) throws {
    #expect(try faultsOf { $0.level = level } == ["categories NOT_SPECIFIC C-042"])
    var request = Samples.grantRequest
    request.level = level
    request.categories = []
    _ = try GrantAccess(validating: request, from: Samples.caller(.hub))
  }

  @Test func categoriesAreKnownAndNamedOnce() throws {
    #expect(try faultsOf { $0.categories = [] } == ["categories REQUIRED C-001"])
    #expect(
      try faultsOf { $0.categories = ["education", "shoe-size", "education"] } == [
        "categories[1] UNKNOWN_CODE C-014", "categories[2] NAMED_TWICE C-017",
      ])
    #expect(
      try faultsOf { $0.categories = Array(repeating: "education", count: 1_000) } == ["categories TOO_MANY C-008"])
  }

  @Test func aGrantEndsAfterItBegins() throws {
    #expect(try faultsOf { $0.endAtUs = $0.beginAtUs } == ["end_at_us ENDS_BEFORE_BEGINNING C-040"])
    #expect(
      try faultsOf { request in
        request.beginAtUs = 0
        request.endAtUs = Samples.nowMicroseconds
      } == ["end_at_us ENDS_BEFORE_BEGINNING C-040"])
    #expect(throws: Never.self) {
      var request = Samples.grantRequest
      request.endAtUs = request.beginAtUs + 1
      _ = try GrantAccess(validating: request, from: Samples.caller(.hub))
    }
  }

  @Test func theOtherCommandsSayWhatTheyAreAboutAndWhy() throws {
    let hub = Samples.caller(.hub)
    #expect(
      try faults { () throws(Rejection) in
        try EndAccess(validating: EndAccessRequest(context: Samples.context), from: hub)
      } == ["case_id REQUIRED C-001", "grant_id REQUIRED C-001", "reason REQUIRED C-001"])
    #expect(
      try faults { () throws(Rejection) in
        try BreakGlass(validating: BreakGlassRequest(context: Samples.context), from: hub)
      } == ["case_id REQUIRED C-001", "reason REQUIRED C-001"])
    #expect(
      try faults { () throws(Rejection) in
        try ReviewBreakGlass(validating: ReviewBreakGlassRequest(context: Samples.context), from: hub)
      } == ["case_id REQUIRED C-001", "grant_id REQUIRED C-001", "finding REQUIRED C-001", "note REQUIRED C-001"])
    var review = Samples.reviewGlassRequest
    review.finding = .unrecognized(9)
    #expect(
      try faults { () throws(Rejection) in try ReviewBreakGlass(validating: review, from: hub) } == [
        "finding UNKNOWN_CODE C-014"
      ])
  }
}
