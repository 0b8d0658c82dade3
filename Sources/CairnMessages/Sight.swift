/// What a reader may see: for each agency whose information it is, the categories of data.
package struct Sight: Sendable {
  /// What may be seen of the information of the agency that is spoken of here.
  package let visible: DataCategorySet
  private let visibleOf: @Sendable (String) -> DataCategorySet

  /// What may be seen of a message that is an agency's information.
  ///
  /// - Parameter visible: gives the categories for an agency's id.
  package init(of contributor: String, visible: @escaping @Sendable (String) -> DataCategorySet) {
    self.visible = visible(contributor)
    visibleOf = visible
  }

  /// Whether fields of a category may be seen.
  package func sees(_ category: DataCategory) -> Bool { visible.contains(category) }

  /// Takes a message out, or what may not be seen of it.
  package func limit<Limited: CategorisedMessage>(_ message: inout Limited?) {
    guard let whole = message else { return }
    message = limited(whole)
  }

  /// Takes those messages out that may not be seen, and what may not be seen of the others.
  package func limit<Limited: CategorisedMessage>(_ messages: inout [Limited]) {
    messages = messages.compactMap(limited)
  }

  /// What may be seen of a message; `nil` where that is nothing, as it then looks like one that is not there.
  private func limited<Limited: CategorisedMessage>(_ message: Limited) -> Limited? {
    let contributor = message.contributor
    let sight = contributor.isEmpty ? self : Sight(of: contributor, visible: visibleOf)
    guard sight.sees(classification: message.classification),
      Limited.holdsContributors || !Limited.categories.isDisjoint(with: sight.visible)
    else { return nil }
    var rest = message
    rest.withhold(beyond: sight)
    return rest == Limited() ? nil : rest
  }

  /// A code that nobody knows may be anything: only who sees everything sees that.
  private func sees(classification code: String) -> Bool {
    if code.isEmpty { return true }
    guard let category = DataCategory(rawValue: code) else { return visible == .all }
    return sees(category)
  }
}
