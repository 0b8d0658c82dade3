/// A message that an answer may hold and whose fields belong to categories of data, as the contract says.
package protocol CategorisedMessage: Message {
  /// Those of its fields, and of the messages that it holds.
  static var categories: DataCategorySet { get }
  /// Its fields that tell of anybody, with those of the messages that it holds.
  static var categorisedFields: [CategorisedField] { get }
  /// Whether a message that it holds is another agency's information than its own.
  static var holdsContributors: Bool { get }
  /// The agency whose information it is; empty: that of the message that holds it.
  var contributor: String { get }
  /// Code of the category that it belongs to as a whole; empty: none.
  var classification: String { get }

  /// Empties its fields beyond what may be seen of its contributor's information, also in the messages that it holds.
  mutating func withhold(beyond sight: Sight)
}

extension CategorisedMessage {
  package var contributor: String { "" }
  package var classification: String { "" }
}

/// Where a field stands in a message, and which category it belongs to.
package struct CategorisedField: Hashable, Sendable {
  /// Names as in the contract, joined by dots: "child.identifiers.value".
  package let path: String
  package let category: DataCategory

  /// A field of a message.
  package init(path: String, category: DataCategory) {
    self.path = path
    self.category = category
  }

  /// The same, seen from a message that holds it in a field of that name.
  package func under(_ field: String) -> Self { Self(path: "\(field).\(path)", category: category) }
}
