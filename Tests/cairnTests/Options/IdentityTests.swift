import ArgumentParser
import CairnDomain
import CairnMessages
import Testing

@testable import cairn

@Suite struct IdentityTests {
  @Test func readsAgencyAndRole() throws {
    let identity = try #require(Identity(argument: "met/single-point-of-contact"))
    #expect(identity.agencyID.description == "met")
    #expect(identity.role == .singlePointOfContact)
    #expect(identity.description == "met/single-point-of-contact")
  }

  @Test(arguments: ["", "met", "met/", "/referrer", "met/boss", "met/referrer/x", "Met Police/referrer"])
  func refusesAnythingElse(_ text: String) {
    #expect(Identity(argument: text) == nil)
  }

  @Test func aRefusalListsTheRoles() throws {
    let error = try #require(throws: (any Error).self) { try ClientOptions.parse(["--as", "met/boss"]) }
    let message = ClientOptions.fullMessage(for: error)
    for (_, code) in Role.codes { #expect(message.contains(code)) }
  }
}
