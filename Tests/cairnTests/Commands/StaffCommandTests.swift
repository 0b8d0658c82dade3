import ArgumentParser
import CairnMessages
import Testing

@testable import cairn

@Suite struct StaffCommandTests {
  private static let person = "019ab0c1-0000-7000-8000-0000000002bc"

  @Test func aListSaysWhoMayActAsWhatAndWhen() {
    let response = ListStaffResponse(
      staff: [
        StaffMember(personID: Self.person, roles: [.referrer, .policeSupervisor], fromDay: "2026-11-01"),
        StaffMember(personID: Self.person, roles: [.unrecognized(99)], fromDay: "2026-11-01", untilDay: "2027-03-31"),
      ], nextPageToken: "t")
    let lines = StaffList.lines(response, width: 120)
    #expect(lines[2] == "\(Self.person)  2026-11-01  open        referrer, police supervisor")
    #expect(lines[3].hasSuffix("2027-03-31  a role of a newer version"))
    #expect(lines.last == "There are more: --page t")
    #expect(StaffList.lines(ListStaffResponse(), width: 80) == ["Nobody is on this register."])
    // Ids that people copy stay whole on a narrow terminal.
    #expect(StaffList.lines(response, width: 80).contains { $0.hasPrefix(Self.person) })
  }

  @Test func rolesAndPeopleAreReadOrRefused() throws {
    let add = try StaffAdd.parse(["met", Self.person, "--role", "referrer", "--role", "police-supervisor"])
    #expect(add.roles.roles.map(\.role) == [.referrer, .policeSupervisor] && add.person?.description == Self.person)
    #expect(try StaffAdd.parse(["met", "--role", "referrer"]).person == nil)
    for arguments in [["met"], ["met", "pat", "--role", "referrer"], ["met", "--role", "boss"]] {
      #expect(throws: (any Error).self) { try StaffAdd.parse(arguments) }
    }
  }

  @Test func whoActsIsSaidByTheOptionBeforeTheEnvironment() throws {
    #expect(try ClientOptions.parse(["--person", Self.person]).actingPerson()?.description == Self.person)
    #expect(throws: (any Error).self) { try ClientOptions.parse(["--person", "pat"]) }
  }
}
