package import CairnMessages

/// Collects the fields of one message.
package struct JSONObjectWriter {
  private let includesDefaults: Bool
  private var members: [JSONMember] = []

  init(includesDefaults: Bool) {
    self.includesDefaults = includesDefaults
  }

  /// What was written.
  var object: JSONValue { .object(members) }

  private mutating func add(_ name: String, _ value: JSONValue, isDefault: Bool) {
    if includesDefaults || !isDefault { members.append(JSONMember(name, value)) }
  }

  private func value<M: JSONMessage>(_ message: M) -> JSONValue {
    writeJSON(message, includingDefaults: includesDefaults)
  }

  private func value<E: EnumNumber>(_ value: E) -> JSONValue {
    value.name.map { .string($0) } ?? .number("\(value.rawValue)")
  }

  /// Writes a value that JSON has its own form for.
  package mutating func write<T: JSONScalar>(_ name: String, _ value: T) {
    add(name, value.json, isDefault: value == T.empty)
  }

  /// Writes a list of such values.
  package mutating func write<T: JSONScalar>(_ name: String, _ values: [T]) {
    add(name, .array(values.map(\.json)), isDefault: values.isEmpty)
  }

  /// Writes bytes.
  package mutating func write(_ name: String, _ bytes: [UInt8]) {
    add(name, .string(Base64.text(of: bytes)), isDefault: bytes.isEmpty)
  }

  /// Writes a list of byte strings.
  package mutating func write(_ name: String, _ pieces: [[UInt8]]) {
    add(name, .array(pieces.map { .string(Base64.text(of: $0)) }), isDefault: pieces.isEmpty)
  }

  /// Writes an enum.
  package mutating func write<E: EnumNumber>(_ name: String, _ enumeration: E) {
    add(name, value(enumeration), isDefault: enumeration.rawValue == 0)
  }

  /// Writes a list of enums.
  package mutating func write<E: EnumNumber>(_ name: String, _ enumerations: [E]) {
    add(name, .array(enumerations.map { value($0) }), isDefault: enumerations.isEmpty)
  }

  /// Writes a message, if given.
  package mutating func write<M: JSONMessage>(_ name: String, _ message: M?) {
    if let message { add(name, value(message), isDefault: false) }
  }

  /// Writes a list of messages.
  package mutating func write<M: JSONMessage>(_ name: String, _ messages: [M]) {
    add(name, .array(messages.map { value($0) }), isDefault: messages.isEmpty)
  }
}
