internal import CairnMessages

extension DataFault {
  func spoilIdentifier(of child: inout Child) -> Bool {
    let scheme: IdentifierScheme =
      switch self {
      case .nhsCheckDigit, .nhsLength: .nhsNumber
      case .upnCheckLetter, .upnLength: .upn
      default: .pnc
      }
    guard let index = child.identifiers.firstIndex(where: { $0.scheme == scheme }) else { return false }
    let value = child.identifiers[index].value
    child.identifiers[index].value =
      switch self {
      case .nhsCheckDigit: value.dropLast() + (value.last == "9" ? "0" : "9")
      case .upnCheckLetter: (value.first == "A" ? "B" : "A") + value.dropFirst()
      case .pncCheckLetter: value.dropLast() + (value.last == "A" ? "B" : "A")
      default: String(value.dropLast())
      }
    return true
  }

  /// The number of one child is written beside another, too.
  static func shareIdentifier(_ children: inout [Child]) -> Bool {
    guard children.count > 1, let number = children[0].identifiers.first(where: { $0.scheme == .nhsNumber }) else {
      return false
    }
    children[1].identifiers.removeAll { $0.scheme == .nhsNumber }
    children[1].identifiers.insert(number, at: 0)
    return true
  }

  func spoilAddress(of child: inout Child) -> Bool {
    guard !child.addresses.isEmpty else { return false }
    if self == .postcode {
      child.addresses[0].postcode.removeLast()
    } else {
      child.addresses[0].localAuthorityGss = child.addresses[0].lines.last ?? "unknown"
    }
    return true
  }

  func spoilBirth(of child: inout Child, onDay day: Int) -> Bool {
    guard !child.dateOfBirth.isEmpty else { return false }
    switch self {
    case .birthMissing: child.dateOfBirth = ""
    case .birthImpossible: child.dateOfBirth = child.dateOfBirth.prefix(4) + "-02-30"
    case .birthAhead: child.dateOfBirth = TimeText.date(daysSinceEpoch: day + 9)
    case .birthAndExpected: child.expectedDateOfDelivery = child.dateOfBirth
    default: child.dateOfBirth = TimeText.date(daysSinceEpoch: day - 8_000)
    }
    return true
  }

  func spoilCode(of child: inout Child) -> Bool {
    switch self {
    case .sex: child.sex = child.sex == "M" ? "Male" : "Female"
    case .ethnicity: child.ethnicity = "British"
    case .disabilityMissing:
      guard !child.dateOfBirth.isEmpty else { return false }
      child.disabilities = []
    default: child.disabilities = ["NONE", "HEAR"]
    }
    return true
  }
}
