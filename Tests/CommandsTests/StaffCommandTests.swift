import CairnDomain
import CairnMessages
import EventLog
import Identifiers
import Testing

@testable import Commands

@Suite struct StaffCommandTests {
  private static let police = AgencyID("met")
  private static let person = Identifier128(high: 7, low: 7)

  private static func register(_ number: UInt64, _ fixture: HandlerFixture) async throws {
    _ = try await fixture.handler.registerStaff(
      RegisterStaffRequest(
        context: HandlerFixture.context(number, role: .operator), agencyID: "met",
        member: StaffMember(personID: person.description, roles: [.referrer])), from: .hub)
  }

  @Test func aRegisterStandsAsItWasAcknowledgedAlsoAfterARestart() async throws {
    let store = InMemoryLogStore(logID: Identifier128(high: 1, low: 1))
    let keys = InMemoryKeyStore()
    let before = try await HandlerFixture(store: store, keys: keys)
    try await before.registerPolice()
    let police = try #require(Self.police)
    #expect(try await before.handler.staff(of: police).standings.isEmpty)
    try await Self.register(2, before)
    #expect(try await before.handler.staff(of: police).standings[Self.person]?.roles == [.referrer])
    let after = try await HandlerFixture(store: store, keys: keys)
    #expect(try await after.handler.staff(of: police).standings[Self.person]?.roles == [.referrer])
    _ = try await after.handler.changeStaffRoles(
      ChangeStaffRolesRequest(
        context: HandlerFixture.context(3, role: .operator), agencyID: "met", personID: Self.person.description,
        roles: [.manager]), from: .hub)
    #expect(try await after.handler.staff(of: police).standings[Self.person]?.roles == [.manager])
    _ = try await after.handler.endStaff(
      EndStaffRequest(
        context: HandlerFixture.context(4, role: .operator), agencyID: "met", personID: Self.person.description),
      from: .hub)
    #expect(try await after.handler.staff(of: police).standings.isEmpty)
    #expect(try await after.handler.staff(of: .hub).standings.isEmpty)
  }

  @Test func theHubHasARegisterAndAnAgencyThatIsNotThereHasNone() async throws {
    let fixture = try await HandlerFixture.fresh()
    func register(_ number: UInt64, with agencyID: String) async throws {
      _ = try await fixture.handler.registerStaff(
        RegisterStaffRequest(
          context: HandlerFixture.context(number, role: .operator), agencyID: agencyID,
          member: StaffMember(personID: Self.person.description, roles: [.screener])), from: .hub)
    }
    try await register(2, with: "hub")
    #expect(try await fixture.handler.staff(of: .hub).standings.count == 1)
    await #expect(throws: CommandError.self) { try await register(3, with: "nobody") }
  }
}
