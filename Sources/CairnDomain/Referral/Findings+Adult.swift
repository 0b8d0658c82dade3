internal import CairnMessages

extension Findings {
  /// What is wrong with what a referral says of an adult, who stands with all its children.
  mutating func check(_ adult: Adult, at path: @autoclosure () -> String) {
    if adult.name.map({ $0.given.isBlank && $0.family.isBlank }) ?? true {
      add(.adultName, child: nil, at: "\(path()).name")
    }
    if adult.relationship.isBlank { add(.adultRelationship, child: nil, at: "\(path()).relationship") }
    if !adult.dateOfBirth.isBlank, CivilDate(adult.dateOfBirth) == nil {
      add(.calendarDate, child: nil, at: "\(path()).date_of_birth")
    }
    if !adult.sex.isBlank, !CodeList.sex.contains(adult.sex, on: date) {
      add(.adultSexCode, child: nil, at: "\(path()).sex")
    }
    for (index, identifier) in adult.identifiers.enumerated() {
      check(identifier, child: nil, at: "\(path()).identifiers[\(index)]")
    }
    for (index, address) in adult.addresses.enumerated() {
      check(address, child: nil, at: "\(path()).addresses[\(index)]")
    }
  }
}
