internal import CairnMessages

extension Statement {
  /// The index of the one child that the statement is about; `nil` if it is about several.
  ///
  /// A statement about all the children of a referral that has only one is about that child alone: it then stands under
  /// the child's key and is erased with it.
  func onlyChild(of childCount: Int) -> Int? {
    guard let first = aboutChildren.first else { return childCount == 1 ? 0 : nil }
    return aboutChildren.allSatisfy { $0 == first } ? Int(first) : nil
  }
}
