/// A JSON text as a value. Members keep their order, and numbers the digits they were written with.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As written: "1.50e3".
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The value of an object's first member of a name; `nil` if it has none, or is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// What kind of value this is, for messages to people.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A named value within an object.
package struct JSONMember: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// Its value.
  package var value: JSONValue

  /// Names a value.
  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}
