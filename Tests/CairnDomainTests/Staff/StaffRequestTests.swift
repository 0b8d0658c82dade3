import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct StaffRequestTests {
  private func faultsOf(_ change: (inout StaffMember) -> Void) throws -> [String] {
    var request = Samples.staffRequest
    var member = try #require(request.member)
    change(&member)
    request.member = member
    return try faults { () throws(Rejection) in try RegisterStaff(validating: request, from: Samples.caller(.hub)) }
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let empty = RegisterStaffRequest(context: Samples.context)
    #expect(
      try faults { () throws(Rejection) in try RegisterStaff(validating: empty, from: Samples.caller(.hub)) } == [
        "agency_id REQUIRED C-001", "member REQUIRED C-001",
      ])
    #expect(
      try faultsOf { $0 = StaffMember(personID: "pat", roles: [], fromDay: "soon", untilDay: "2026-02-30") } == [
        "member.person_id MALFORMED_ID C-002", "member.roles REQUIRED C-001", "member.from_day MALFORMED_DATE C-025",
        "member.until_day MALFORMED_DATE C-025",
      ])
  }

  @Test func rolesAreKnownAndNamedOnce() throws {
    #expect(
      try faultsOf { $0.roles = [.referrer, .clock, .unspecified, .referrer] } == [
        "member.roles[1] UNKNOWN_ROLE C-005", "member.roles[2] UNKNOWN_ROLE C-005",
        "member.roles[3] NAMED_TWICE C-017",
      ])
    #expect(
      try faultsOf { $0.roles = Array(repeating: .referrer, count: 1_000) } == ["member.roles TOO_MANY C-008"])
    var request = Samples.rolesRequest
    request.roles = [.unrecognized(99)]
    request.agencyID = "Met Police"
    #expect(
      try faults { () throws(Rejection) in try ChangeStaffRoles(validating: request, from: Samples.caller(.hub)) } == [
        "agency_id MALFORMED_AGENCY_ID C-010", "roles[0] UNKNOWN_ROLE C-005",
      ])
  }

  @Test func rule_C_040_aTimeDoesNotEndBeforeItBegins() throws {
    #expect(
      try faultsOf { $0.untilDay = "2026-10-31" } == ["member.until_day ENDS_BEFORE_BEGINNING C-040"])
    var request = Samples.staffRequest
    request.member?.untilDay = "2026-11-01"
    _ = try RegisterStaff(validating: request, from: Samples.caller(.hub))
  }

  @Test func whoLeavesIsNamed() throws {
    let request = EndStaffRequest(context: Samples.context)
    #expect(
      try faults { () throws(Rejection) in try EndStaff(validating: request, from: Samples.caller(.hub)) } == [
        "agency_id REQUIRED C-001", "person_id REQUIRED C-001",
      ])
    let list = ListStaffRequest(context: Samples.queryContext, agencyID: "", pageSize: 201)
    #expect(
      try faults { () throws(Rejection) in try ListStaff(validating: list, agencyID: .hub) } == [
        "agency_id REQUIRED C-001", "page_size TOO_MANY C-008",
      ])
  }
}
