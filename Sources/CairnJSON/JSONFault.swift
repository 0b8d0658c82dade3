/// One thing that is wrong with a message in JSON. It never repeats a value.
package struct JSONFault: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, for programs.
  package enum Code: Hashable, Sendable {
    /// The message has no field of this name.
    case unknownField
    /// The field holds another kind of value, or a number that does not fit.
    case wrongType
    /// The enum has no value of this name.
    case unknownEnumName
    /// The field is given twice, once under each of its names.
    case givenTwice
  }

  /// What is wrong, for programs.
  package let code: Code
  /// As it was written: "referral.children[0].dateOfBirth"; empty for the whole.
  package let path: String
  /// What is wrong and what would mend it.
  package let message: String

  /// Describes a fault.
  package init(_ code: Code, path: String, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// All that is wrong with a message in JSON.
package struct JSONFaults: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one, in the order of the text.
  package let faults: [JSONFault]

  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
