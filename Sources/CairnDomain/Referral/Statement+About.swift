internal import CairnMessages

extension Statement {
  /// Whether the statement is about the child at that index, alone or with others.
  func isAbout(_ childIndex: UInt32) -> Bool {
    aboutChildren.isEmpty || aboutChildren.contains(childIndex)
  }

  /// The index of the one child that the statement is about; `nil` if it is about several.
  ///
  /// A statement about all the children of a referral that has only one is about that child alone: it then stands under
  /// the child's key and is erased with it.
  func onlyChild(of childCount: Int) -> Int? {
    guard let first = aboutChildren.first else { return childCount == 1 ? 0 : nil }
    return aboutChildren.allSatisfy { $0 == first } ? Int(first) : nil
  }
}
