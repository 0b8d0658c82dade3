internal import CairnMessages

extension Findings {
  /// - Parameters:
  ///   - index: whose findings they are.
  ///   - toldOn: when it was said: after the referral where it is corrected, and the child may have been born between.
  ///   - path: of the child in the command.
  mutating func check(
    _ child: Child, index: Int, referredOn: CivilDate, toldOn: CivilDate, at path: @autoclosure () -> String
  ) {
    if child.name.map({ $0.given.isBlank && $0.family.isBlank }) ?? true {
      add(.childName, child: index, at: "\(path()).name")
    }
    checkBirth(child, index: index, referredOn: referredOn, toldOn: toldOn, at: path())
    checkCodes(child, index: index, at: path())
    for (position, identifier) in child.identifiers.enumerated() {
      check(identifier, child: index, at: "\(path()).identifiers[\(position)]")
    }
    for (position, address) in child.addresses.enumerated() {
      check(address, child: index, at: "\(path()).addresses[\(position)]")
    }
  }

  private mutating func checkBirth(
    _ child: Child, index: Int, referredOn: CivilDate, toldOn: CivilDate, at path: @autoclosure () -> String
  ) {
    var birthPath: String { "\(path()).date_of_birth" }
    var expectedPath: String { "\(path()).expected_date_of_delivery" }
    if child.dateOfBirth.isBlank == child.expectedDateOfDelivery.isBlank {
      add(.birthOrExpectedDate, child: index, at: birthPath)
    }
    if let birth = readDate(child.dateOfBirth, child: index, at: birthPath) {
      if birth > toldOn { add(.birthAfterReferral, child: index, at: birthPath) }
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

  private mutating func checkCodes(_ child: Child, index: Int, at path: @autoclosure () -> String) {
    if !CodeList.sex.contains(child.sex, on: date) { add(.sexCode, child: index, at: "\(path()).sex") }
    if !CodeList.ethnicity.contains(child.ethnicity, on: date) {
      add(.ethnicityCode, child: index, at: "\(path()).ethnicity")
    }
    let isUnborn = child.dateOfBirth.isBlank && !child.expectedDateOfDelivery.isBlank
    if isUnborn, CodeList.sex.contains(child.sex, on: date), child.sex != "U" {
      add(.unbornSex, child: index, at: "\(path()).sex")
    }
    // Nobody knows yet which disabilities an unborn child has.
    if child.disabilities.isEmpty && !child.dateOfBirth.isBlank {
      add(.disabilityCode, child: index, at: "\(path()).disabilities")
    }
    for (position, code) in child.disabilities.enumerated() where !CodeList.disability.contains(code, on: date) {
      add(.disabilityCode, child: index, at: "\(path()).disabilities[\(position)]")
    }
    for (position, code) in child.disabilities.enumerated() where child.disabilities.prefix(position).contains(code) {
      add(.disabilityOnce, child: index, at: "\(path()).disabilities[\(position)]")
    }
    if child.disabilities.contains("NONE") && child.disabilities.contains(where: { $0 != "NONE" }) {
      add(.noDisabilityStandsAlone, child: index, at: "\(path()).disabilities")
    }
  }

  mutating func check(_ address: Address, child: Int?, at path: @autoclosure () -> String) {
    if !address.postcode.isBlank && !Postcode.isWellFormed(address.postcode) {
      add(.postcodeForm, child: child, at: "\(path()).postcode")
    }
    if !address.localAuthorityGss.isBlank && !GSSCode.isLocalAuthority(address.localAuthorityGss) {
      add(.localAuthorityCode, child: child, at: "\(path()).local_authority_gss")
    }
  }
}
