package import CairnMessages

extension SharingOutcome {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .share: "to share"
    case .withhold: "to withhold"
    case .unspecified, .unrecognized: nil
    }
  }
}
