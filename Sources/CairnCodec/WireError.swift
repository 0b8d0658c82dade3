/// Why bytes were refused. It never holds a value, only where it stands.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, for programs.
  package enum Code: Hashable, Sendable {
    /// More bytes than ``DecodeLimits/bytesMax``.
    case tooLarge
    /// More fields than ``DecodeLimits/fieldsMax``.
    case tooManyFields
    /// Not a message of this type: a bad tag, wire type or length, messages nested too deep, or a message-typed field twice.
    case malformed
    /// A text field is not UTF-8.
    case invalidUTF8
    /// A text field holds a NUL, which ends a text in C and in PostgreSQL.
    case nulInText
    /// Unpacked, it would take more memory than its arena's budget.
    case overBudget
  }

  /// What is wrong, for programs.
  package let code: Code
  /// What is wrong, for a person.
  package let message: String
  /// Where in the input, in bytes from its beginning.
  package let offset: Int
  /// Path of the field in the contract's names: "referral.children.date_of_birth"; empty for the message itself.
  package private(set) var path: String

  /// Describes a fault.
  package init(_ code: Code, _ message: String, offset: Int, path: String = "") {
    self.code = code
    self.message = message
    self.offset = offset
    self.path = path
  }

  package var description: String {
    path.isEmpty ? "\(message) (byte \(offset))" : "\(path): \(message) (byte \(offset))"
  }

  /// The same fault, seen from the message that holds the field.
  func inside(_ field: String) -> WireError {
    var outer = self
    outer.path = path.isEmpty ? field : "\(field).\(path)"
    return outer
  }
}
