internal import CairnMessages

extension Rag {
  /// As people say it.
  var title: String {
    switch self {
    case .red: "Red"
    case .amber: "Amber"
    case .green: "Green"
    case .unspecified: "Not rated"
    case .unrecognized(let number): "Rating \(number)"
    }
  }
}

extension Assertion {
  /// As people say it.
  var title: String {
    switch self {
    case .fact: "Fact"
    case .observed: "Observed"
    case .reported: "Reported"
    case .alleged: "Alleged"
    case .opinion: "Opinion"
    case .unspecified: "Not said"
    case .unrecognized(let number): "Kind \(number)"
    }
  }
}

extension IdentifierScheme {
  /// As people say it.
  var title: String {
    switch self {
    case .nhsNumber: "NHS number"
    case .upn: "UPN"
    case .pnc: "PNC"
    case .local: "Local number"
    case .unspecified: "Number"
    case .unrecognized(let number): "Scheme \(number)"
    }
  }
}

extension ToldParty {
  /// As people say it.
  var title: String {
    switch self {
    case .referrer: "referrer"
    case .family: "family"
    case .child: "child"
    case .agency: "agency"
    case .unspecified: "not said"
    case .unrecognized(let number): "party \(number)"
    }
  }
}

extension CaseRelation {
  /// As people say it.
  var title: String {
    switch self {
    case .sibling: "sibling"
    case .household: "same household"
    case .unspecified: "not said"
    case .unrecognized(let number): "relation \(number)"
    }
  }
}
