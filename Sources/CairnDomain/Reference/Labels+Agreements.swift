package import CairnMessages

extension AgreementTier {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .local: "local"
    case .regional: "regional"
    case .national: "national"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension PartyCapacity {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .controller: "controller"
    case .jointController: "joint controller"
    case .processor: "processor"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension CellDecision {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .allow: "allow"
    case .onRequest: "on request"
    case .withhold: "withhold"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension AgreementStatus {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .drafted: "drafted"
    case .signedInPart: "signed in part"
    case .notYetEffective: "signed, not yet effective"
    case .active: "active"
    case .replaced: "replaced"
    case .suspended: "suspended"
    case .expired: "expired"
    case .ended: "ended"
    case .unspecified, .unrecognized: nil
    }
  }
}
