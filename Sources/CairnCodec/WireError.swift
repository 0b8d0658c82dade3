/// Why bytes were not taken for a message. It never holds what the bytes say.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// For a program.
  package enum Code: Hashable, Sendable {
    case tooLarge, tooManyFields, malformed, invalidUTF8, nulInText, overBudget
  }

  /// For a program.
  package var code: Code
  /// For a person: what is wrong and what would mend it.
  package var message: String
  /// Where in the bytes, counted from the beginning of the outermost message.
  package var offset: Int
  /// The field as the contract names it, "referral.children.name"; empty outside any field.
  package var fieldPath: String

  /// An error at a place.
  package init(code: Code, message: String, offset: Int = 0, fieldPath: String = "") {
    self.code = code
    self.message = message
    self.offset = offset
    self.fieldPath = fieldPath
  }

  /// The message with its place.
  package var description: String {
    fieldPath.isEmpty ? "\(message) (at byte \(offset))" : "\(fieldPath): \(message) (at byte \(offset))"
  }
}
