extension QualityField {
  /// The field that a finding is about.
  ///
  /// - Parameters:
  ///   - path: as findings give it, such as "children[0].identifiers[1].value".
  ///   - rule: which tells of what kind an identifier is.
  init(path: String, rule: String) {
    var names = Self.names(in: path)
    // What an agency answers to a request stands under that request.
    if names.first == "requests" { names.removeFirst() }
    if names.first == "information" { names.removeFirst() }
    let field = names.dropFirst().first ?? ""
    self =
      switch names.first {
      case "children", "child": Self.ofChild(field, names.last ?? "", rule: rule)
      case "statements": Self.ofStatement(field)
      case "adults": Self.ofAdult(field)
      case "source": .referralSource
      case "primary_need": .referralNeed
      case "narrative": .referralNarrative
      case "reporter": .referralReporter
      default: .other
      }
  }

  /// The path without indexes, in pieces.
  private static func names(in path: String) -> [Substring] {
    path.split(separator: ".").map { $0.prefix { $0 != "[" } }
  }

  private static func ofChild(_ field: Substring, _ last: Substring, rule: String) -> Self {
    switch field {
    case "name": .childName
    case "date_of_birth", "expected_date_of_delivery": .childBirth
    case "sex": .childSex
    case "ethnicity": .childEthnicity
    case "disabilities": .childDisability
    case "school": .childSchool
    case "addresses" where last == "postcode": .childPostcode
    case "identifiers" where rulesOfNHSNumbers.contains(rule): .childNHSNumber
    case "identifiers" where rulesOfUPNs.contains(rule): .childUPN
    default: .childOther
    }
  }

  private static func ofStatement(_ field: Substring) -> Self {
    switch field {
    case "text": .statementText
    case "assertion": .statementAssertion
    case "source": .statementSource
    case "observed_at": .statementObserved
    case "recorded_at": .statementRecorded
    default: .other
    }
  }

  private static func ofAdult(_ field: Substring) -> Self {
    switch field {
    case "name": .adultName
    case "relationship": .adultRelationship
    default: .adultOther
    }
  }

  private static let rulesOfNHSNumbers = Set([Rule.nhsNumberForm, .nhsNumberCheckDigit].map(\.number))
  private static let rulesOfUPNs = Set(
    [Rule.upnLength, .upnLocalAuthority, .upnSerial, .upnLastCharacter, .upnCheckLetter].map(\.number))
}
