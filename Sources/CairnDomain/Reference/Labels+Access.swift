package import CairnMessages

extension AccessLevel {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .basic: "that there is a case"
    case .standard: "what the agreement gives"
    case .specific: "certain categories"
    case .challenged: "by breaking the glass"
    case .excluded: "excluded"
    case .unspecified, .unrecognized: nil
    }
  }
}

extension GlassFinding {
  /// As people read it; `nil` for none and for one that this version does not know.
  package var label: String? {
    switch self {
    case .justified: "justified"
    case .notJustified: "not justified"
    case .unspecified, .unrecognized: nil
    }
  }
}
