import CairnMessages
import Identifiers
import Testing

@testable import CairnDomain

@Suite struct AgencyDeciderTests {
  let stream = Samples.identifier(9)

  @Test func anUnknownAgencyIsRegistered() throws {
    let command = try RegisterAgency(validating: Samples.agencyRequest, from: Samples.caller(.hub))
    let registered = AgencyRegistered(agency: Samples.agencyRequest.agency, occurredAt: Samples.occurredAt)
    let outcome = Given(AgencyDecider.self).when { state throws(Rejection) in
      try AgencyDecider.decide(command, stream: stream, state)
    }
    try outcome.then([(stream, [.agencyRegistered(registered)])])
    let decision = try #require(try outcome.result.get().first)
    #expect(decision.kind == .agency)
    #expect(
      decision.events[0].parts == [
        SealedPart(scope: DataKeyScope(subject: stream, caseID: stream), message: .main(.agencyRegistered(registered)))
      ])
  }

  @Test func aRegisteredAgencyIsNotRegisteredAgain() throws {
    let command = try RegisterAgency(validating: Samples.agencyRequest, from: Samples.caller(.hub))
    Given(AgencyDecider.self, .agencyRegistered(AgencyRegistered())).when { state throws(Rejection) in
      try AgencyDecider.decide(command, stream: stream, state)
    }.thenRejected(.alreadyExists, "AGENCY_EXISTS")
  }
}
