/// The id of an agreement, the same for all its versions: 2 to 40 of a-z, 0-9 and "-", beginning with a letter.
package struct AgreementID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// As it is written.
  package let description: String

  /// Reads an id; `nil` if the text does not have its form.
  package init?(_ text: String) {
    guard text.isPlainID else { return nil }
    description = text
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.description < right.description
  }
}
