import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct RegisterSigningKeyTests {
  private let stream = Samples.identifier(9)
  private let key = [UInt8](repeating: 7, count: 32)

  private func register(_ agencyID: String, key: [UInt8]? = nil) throws(Rejection) -> RegisterSigningKey {
    try RegisterSigningKey(
      validating: RegisterSigningKeyRequest(
        context: Samples.context, agencyID: agencyID, publicKey: key ?? self.key),
      from: Samples.caller(.hub))
  }

  @Test func aRegisteredAgencyGetsAKeyAndThenAnother() throws {
    let registered = DomainEvent.agencyRegistered(AgencyRegistered(agency: Samples.agencyRequest.agency))
    let other = [UInt8](repeating: 8, count: 32)
    let second = DomainEvent.signingKeyRegistered(
      SigningKeyRegistered(publicKey: other, occurredAt: Samples.occurredAt))
    let given = Given(
      AgencyDecider.self, registered, .signingKeyRegistered(SigningKeyRegistered(publicKey: key)))
    #expect(given.state.signingKey == key && given.state.kind == .police)
    try given.when { state throws(Rejection) in
      try AgencyDecider.decide(register("met", key: other), stream: stream, state)
    }.then([(stream, [second])])
    #expect(AgencyDecider.evolve(given.state, second).signingKey == other)
  }

  @Test func theHubHasAKeyWithoutBeingRegistered() throws {
    let outcome = Given(AgencyDecider.self).when { state throws(Rejection) in
      try AgencyDecider.decide(register("hub"), stream: stream, state)
    }
    let event = try #require(try outcome.result.get().first?.events.first?.event)
    let state = AgencyDecider.evolve(AgencyDecider.initial, event)
    #expect(state.signingKey == key && state.kind == nil)
  }

  @Test func anUnknownAgencyGetsNone() {
    Given(AgencyDecider.self).when { state throws(Rejection) in
      try AgencyDecider.decide(register("met"), stream: stream, state)
    }.thenRejected(.notFound, "AGENCY_NOT_FOUND")
  }

  @Test func everyFaultStandsInOneAnswer() throws {
    #expect(
      try faults { () throws(Rejection) in try register("M", key: [1]) } == [
        "agency_id MALFORMED_AGENCY_ID C-010", "public_key MALFORMED_KEY C-074",
      ])
    #expect(
      try faults { () throws(Rejection) in try register("", key: []) } == [
        "agency_id REQUIRED C-001", "public_key REQUIRED C-001",
      ])
  }
}
