package import CairnMessages

extension MatchKind {
  /// The categories of data that are told by saying that two records are equal in it.
  package var categories: DataCategorySet {
    switch self {
    case .nhsNumber, .upn, .pnc: [.identity]
    case .nameBirthPostcode: [.identity, .location]
    case .unspecified, .unrecognized: .all
    }
  }
}
