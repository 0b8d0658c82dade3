internal import CairnMessages

/// The limits of what a referral says about people.
extension Faults {
  mutating func check(_ child: Child, at path: @autoclosure () -> String) {
    if let name = child.name { check(name, at: "\(path()).name") }
    checkLength(child.dateOfBirth, bytesMax: Limits.shortTextBytesMax, at: "\(path()).date_of_birth")
    checkLength(
      child.expectedDateOfDelivery, bytesMax: Limits.shortTextBytesMax, at: "\(path()).expected_date_of_delivery")
    checkLength(child.sex, bytesMax: Limits.shortTextBytesMax, at: "\(path()).sex")
    checkLength(child.ethnicity, bytesMax: Limits.shortTextBytesMax, at: "\(path()).ethnicity")
    checkLengths(
      child.disabilities, max: Limits.disabilitiesMax, bytesMax: Limits.shortTextBytesMax, at: "\(path()).disabilities")
    check(child.identifiers, at: "\(path()).identifiers")
    check(child.addresses, at: "\(path()).addresses")
    checkLength(child.school, bytesMax: Limits.shortTextBytesMax, at: "\(path()).school")
  }

  mutating func check(_ adult: Adult, at path: @autoclosure () -> String) {
    if let name = adult.name { check(name, at: "\(path()).name") }
    checkLength(adult.dateOfBirth, bytesMax: Limits.shortTextBytesMax, at: "\(path()).date_of_birth")
    checkLength(adult.relationship, bytesMax: Limits.shortTextBytesMax, at: "\(path()).relationship")
    checkLength(adult.sex, bytesMax: Limits.shortTextBytesMax, at: "\(path()).sex")
    check(adult.identifiers, at: "\(path()).identifiers")
    check(adult.addresses, at: "\(path()).addresses")
  }

  mutating func check(_ identifiers: [Identifier], at path: @autoclosure () -> String) {
    guard checkCount(identifiers.count, max: Limits.identifiersMax, at: path()) else { return }
    for (index, identifier) in identifiers.enumerated() {
      checkLength(identifier.value, bytesMax: Limits.shortTextBytesMax, at: "\(path())[\(index)].value")
    }
  }

  private mutating func check(_ addresses: [Address], at path: @autoclosure () -> String) {
    guard checkCount(addresses.count, max: Limits.addressesMax, at: path()) else { return }
    for (index, address) in addresses.enumerated() { check(address, at: "\(path())[\(index)]") }
  }

  mutating func check(_ reporter: Reporter, at path: @autoclosure () -> String) {
    if let name = reporter.name { check(name, at: "\(path()).name") }
    checkLength(reporter.capacity, bytesMax: Limits.shortTextBytesMax, at: "\(path()).capacity")
    checkLength(reporter.telephone, bytesMax: Limits.shortTextBytesMax, at: "\(path()).telephone")
    checkLength(reporter.email, bytesMax: Limits.emailBytesMax, at: "\(path()).email")
  }

  private mutating func check(_ name: PersonName, at path: @autoclosure () -> String) {
    checkLength(name.given, bytesMax: Limits.nameBytesMax, at: "\(path()).given")
    checkLength(name.family, bytesMax: Limits.nameBytesMax, at: "\(path()).family")
    checkLengths(
      name.alsoKnownAs, max: Limits.alsoKnownAsMax, bytesMax: Limits.nameBytesMax, at: "\(path()).also_known_as")
  }

  private mutating func check(_ address: Address, at path: @autoclosure () -> String) {
    checkLengths(
      address.lines, max: Limits.addressLinesMax, bytesMax: Limits.shortTextBytesMax, at: "\(path()).lines")
    checkLength(address.postcode, bytesMax: Limits.shortTextBytesMax, at: "\(path()).postcode")
    checkLength(address.localAuthorityGss, bytesMax: Limits.shortTextBytesMax, at: "\(path()).local_authority_gss")
  }

  private mutating func checkLengths(
    _ texts: [String], max: Int, bytesMax: Int, at path: @autoclosure () -> String
  ) {
    guard checkCount(texts.count, max: max, at: path()) else { return }
    for (index, text) in texts.enumerated() { checkLength(text, bytesMax: bytesMax, at: "\(path())[\(index)]") }
  }
}
