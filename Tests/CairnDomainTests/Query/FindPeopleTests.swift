import CairnMessages
import Testing

@testable import CairnDomain

@Suite struct FindPeopleTests {
  private func find(_ request: FindPeopleRequest) throws(Rejection) -> FindPeople {
    var request = request
    request.context = Samples.queryContext
    return try FindPeople(validating: request, agencyID: .hub)
  }

  private func faultsOf(_ request: FindPeopleRequest) throws -> [String] {
    try faults { () throws(Rejection) in try find(request) }
  }

  @Test func whatIdentifiesExactlyIsLookedFor() throws {
    let keys = try find(
      FindPeopleRequest(
        identifiers: [Identifier(scheme: .nhsNumber, value: "943 476 5870")],
        name: PersonName(given: "Robin", family: "Vale"), dateOfBirth: "2019-05-04", postcode: "SW1A 1AA")
    ).keys
    #expect(keys.map(\.kind) == [.nhsNumber, .nameBirthPostcode])
  }

  @Test func rule_C_027_peopleAreFoundByWhatIdentifiesThemExactly() throws {
    #expect(try faultsOf(FindPeopleRequest()) == ["identifiers KEY_MISSING C-027"])
    #expect(
      try faultsOf(
        FindPeopleRequest(identifiers: [
          Identifier(scheme: .upn, value: "B801200005001"), Identifier(scheme: .nhsNumber, value: "9434765871"),
          Identifier(scheme: .local, value: "7"),
        ])) == ["identifiers[1] KEY_MISSING C-027", "identifiers[2] KEY_MISSING C-027"])
    for partly in [
      FindPeopleRequest(name: PersonName(given: "Robin", family: "Vale"), dateOfBirth: "2019-05-04"),
      FindPeopleRequest(name: PersonName(given: "Robin"), dateOfBirth: "2019-05-04", postcode: "SW1A 1AA"),
      FindPeopleRequest(dateOfBirth: "2019-05-04"), FindPeopleRequest(postcode: "SW1A 1AA"),
    ] {
      #expect(try faultsOf(partly) == ["name KEY_MISSING C-027"])
    }
  }

  @Test func rule_C_008_aSearchIsWithinItsLimits() throws {
    let many = Array(repeating: Identifier(scheme: .upn, value: "B801200005001"), count: 21)
    #expect(try faultsOf(FindPeopleRequest(identifiers: many)) == ["identifiers TOO_MANY C-008"])
  }
}
