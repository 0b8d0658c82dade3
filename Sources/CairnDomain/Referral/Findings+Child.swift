internal import CairnMessages

extension Findings {
  mutating func check(_ child: Child, index: Int, referredOn: CivilDate) {
    if child.name.map({ $0.given.isBlank && $0.family.isBlank }) ?? true {
      add(.childName, child: index, at: "children[\(index)].name")
    }
    checkBirth(child, index: index, referredOn: referredOn)
    checkCodes(child, index: index)
    for (position, identifier) in child.identifiers.enumerated() {
      check(identifier, child: index, at: "children[\(index)].identifiers[\(position)]")
    }
    for (position, address) in child.addresses.enumerated() {
      check(address, child: index, at: "children[\(index)].addresses[\(position)]")
    }
  }

  private mutating func checkBirth(_ child: Child, index: Int, referredOn: CivilDate) {
    var birthPath: String { "children[\(index)].date_of_birth" }
    var expectedPath: String { "children[\(index)].expected_date_of_delivery" }
    if child.dateOfBirth.isBlank == child.expectedDateOfDelivery.isBlank {
      add(.birthOrExpectedDate, child: index, at: birthPath)
    }
    if let birth = readDate(child.dateOfBirth, child: index, at: birthPath) {
      if birth > referredOn { add(.birthAfterReferral, child: index, at: birthPath) }
      if birth.yearsOld(on: referredOn) >= 18 { add(.adult, child: index, at: birthPath) }
      checkPregnancy(until: birth, child: index, referredOn: referredOn, at: birthPath)
    }
    if let expected = readDate(child.expectedDateOfDelivery, child: index, at: expectedPath) {
      checkPregnancy(until: expected, child: index, referredOn: referredOn, at: expectedPath)
    }
  }

  private mutating func checkPregnancy(
    until birth: CivilDate, child: Int, referredOn: CivilDate, at path: @autoclosure () -> String
  ) {
    if birth.daysSinceEpoch - referredOn.daysSinceEpoch > 40 * 7 {
      add(.referralLongBeforeBirth, child: child, at: path())
    }
  }

  private mutating func readDate(
    _ text: String, child: Int, at path: @autoclosure () -> String
  ) -> CivilDate? {
    guard !text.isBlank else { return nil }
    let date = CivilDate(text)
    if date == nil { add(.calendarDate, child: child, at: path()) }
    return date
  }

  private mutating func checkCodes(_ child: Child, index: Int) {
    if !CodeList.sex.contains(child.sex) { add(.sexCode, child: index, at: "children[\(index)].sex") }
    if !CodeList.ethnicity.contains(child.ethnicity) {
      add(.ethnicityCode, child: index, at: "children[\(index)].ethnicity")
    }
    // Nobody knows yet which disabilities an unborn child has.
    let isUnborn = child.dateOfBirth.isBlank && !child.expectedDateOfDelivery.isBlank
    if child.disabilities.isEmpty && !isUnborn {
      add(.disabilityCode, child: index, at: "children[\(index)].disabilities")
    }
    for (position, code) in child.disabilities.enumerated() where !CodeList.disability.contains(code) {
      add(.disabilityCode, child: index, at: "children[\(index)].disabilities[\(position)]")
    }
    if child.disabilities.contains("NONE") && child.disabilities.contains(where: { $0 != "NONE" }) {
      add(.noDisabilityStandsAlone, child: index, at: "children[\(index)].disabilities")
    }
  }

  private mutating func check(_ address: Address, child: Int, at path: @autoclosure () -> String) {
    if !address.postcode.isBlank && !Postcode.isWellFormed(address.postcode) {
      add(.postcodeForm, child: child, at: "\(path()).postcode")
    }
    if !address.localAuthorityGss.isBlank && !GSSCode.isLocalAuthority(address.localAuthorityGss) {
      add(.localAuthorityCode, child: child, at: "\(path()).local_authority_gss")
    }
  }
}
