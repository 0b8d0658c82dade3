/// The id of an agency: 2 to 40 of a-z, 0-9 and "-", beginning with a letter.
package struct AgencyID: Hashable, Sendable, CustomStringConvertible {
  /// The hub itself, which exists from the beginning.
  package static let hub = AgencyID(known: "hub")

  /// As it is written.
  package let description: String

  /// Reads an id; `nil` if the text does not have its form.
  package init?(_ text: String) {
    guard text.isPlainID else { return nil }
    description = text
  }

  private init(known text: String) {
    description = text
  }
}
