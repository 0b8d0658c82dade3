import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct RegisterAgencyTests {
  private func faultsOf(_ agency: Agency?) throws -> [String] {
    try faults { () throws(Rejection) in
      try RegisterAgency(
        validating: RegisterAgencyRequest(context: Samples.context, agency: agency), from: Samples.caller(.hub))
    }
  }

  @Test func aGoodRequestIsRead() throws {
    let command = try RegisterAgency(validating: Samples.agencyRequest, from: Samples.caller(.hub))
    #expect(command.agencyID == AgencyID("met"))
    #expect(command.context.actor.agencyID == .hub)
    #expect(command.context.actor.role == .referrer)
  }

  @Test func rule_C_001_nothingRequiredIsMissing() throws {
    #expect(
      try faultsOf(Agency(name: " \u{200B}")) == [
        "agency.agency_id REQUIRED C-001", "agency.kind REQUIRED C-001", "agency.name REQUIRED C-001",
      ])
    #expect(try faultsOf(nil) == ["agency REQUIRED C-001"])
  }

  @Test(arguments: ["a", "1a", "-a", "Met", "met police", "mét", String(repeating: "a", count: 41)])
  func rule_C_010_anAgencyIDHasItsForm(text: String) throws {
    #expect(
      try faultsOf(Agency(agencyID: text, kind: .police, name: "X")) == ["agency.agency_id MALFORMED_AGENCY_ID C-010"])
  }

  @Test(arguments: ["ab", "st-marys-school", "a1", "a-", String(repeating: "a", count: 40)])
  func goodIDsAreTaken(text: String) throws {
    #expect(try #require(AgencyID(text)).description == text)
  }

  @Test func rule_C_011_theHubsOwnIDIsReserved() throws {
    #expect(
      try faultsOf(Agency(agencyID: "hub", kind: .hub, name: "X")) == ["agency.agency_id RESERVED C-011"])
    #expect(Agency.hub.agencyID == "hub" && Agency.hub.kind == .hub)
  }

  @Test func rule_C_012_anAgencysKindIsKnown() throws {
    #expect(
      try faultsOf(Agency(agencyID: "met", kind: .unrecognized(77), name: "X")) == ["agency.kind UNKNOWN_KIND C-012"])
  }

  @Test func rule_C_007_aNameIsWithinItsLimit() throws {
    let longest = String(repeating: "é", count: 100)
    _ = try RegisterAgency(
      validating: RegisterAgencyRequest(
        context: Samples.context, agency: Agency(agencyID: "met", kind: .police, name: longest)),
      from: Samples.caller(.hub))
    #expect(
      try faultsOf(Agency(agencyID: "met", kind: .police, name: longest + "x")) == ["agency.name TOO_LONG C-007"])
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    let request = RegisterAgencyRequest(
      context: CommandContext(), agency: Agency(agencyID: "M", kind: .unrecognized(77), name: ""))
    #expect(
      try faults { () throws(Rejection) in try RegisterAgency(validating: request, from: Samples.caller(.hub)) } == [
        "context.command_id REQUIRED C-001", "context.occurred_at REQUIRED C-001",
        "context.acting_person REQUIRED C-001", "context.role REQUIRED C-001", "context.purpose REQUIRED C-001",
        "agency.agency_id MALFORMED_AGENCY_ID C-010", "agency.kind UNKNOWN_KIND C-012", "agency.name REQUIRED C-001",
      ])
  }
}
