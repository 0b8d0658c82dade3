internal import CairnMessages

extension Faults {
  /// Reads the id of an agency that must be named.
  mutating func readAgency(_ text: String, at path: @autoclosure () -> String) -> AgencyID? {
    let agencyID = AgencyID(text)
    if text.isEmpty {
      add(.required, at: path())
    } else if agencyID == nil {
      add(.agencyIDForm, at: path())
    }
    return agencyID
  }

  /// The roles that a person is to have: at least one, each known and named once.
  mutating func checkRoles(_ roles: [Role], at path: String) {
    if roles.isEmpty { add(.required, at: path) }
    guard checkCount(roles.count, max: Role.known.count, at: path) else { return }
    for (index, role) in roles.enumerated() {
      if !Role.known.contains(role) { add(.knownRole, at: "\(path)[\(index)]") }
      if roles[..<index].contains(role) { add(.namedOnce, at: "\(path)[\(index)]") }
    }
  }
}
