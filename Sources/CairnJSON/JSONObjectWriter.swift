package import CairnMessages

/// Writes the fields of a message as JSON on one line, straight into bytes: no value is built in between.
package struct JSONObjectWriter {
  private let includesDefaults: Bool
  private var text: JSONBytes
  private var isFirst = true

  private init(includesDefaults: Bool, text: JSONBytes) {
    self.includesDefaults = includesDefaults
    self.text = text
  }

  /// Adds a message behind what the bytes hold already.
  static func append<M: JSONMessage>(_ message: M, includingDefaults: Bool, to bytes: inout [UInt8]) {
    var writer = JSONObjectWriter(includesDefaults: includingDefaults, text: JSONBytes())
    // Exchanged and not copied: the bytes have one owner at any time.
    swap(&writer.text.bytes, &bytes)
    writer.append(message)
    swap(&writer.text.bytes, &bytes)
  }

  /// Begins a member, if it is to be written.
  private mutating func begin(_ name: StaticString, isDefault: Bool) -> Bool {
    guard includesDefaults || !isDefault else { return false }
    text.append(name: name, isFirst: isFirst)
    isFirst = false
    return true
  }

  private mutating func append<M: JSONMessage>(_ message: M) {
    let wasFirst = isFirst
    isFirst = true
    text.append(ascii: "{")
    message.write(to: &self)
    text.append(ascii: "}")
    isFirst = wasFirst
  }

  private mutating func append<E: EnumNumber>(_ value: E) {
    if let name = Self.name(of: value) { text.append(quoted: name) } else { text.append(raw: "\(value.rawValue)") }
  }

  /// Most enums name 0, 1, 2 and so on: then a value's name stands at its number.
  private static func name<E: EnumNumber>(of value: E) -> String? {
    let named = E.named
    let number = Int(value.rawValue)
    if named.indices.contains(number), named[number].value.rawValue == value.rawValue { return named[number].name }
    return value.name
  }

  private mutating func append(_ bytes: [UInt8]) { text.append(quoted: Base64.text(of: bytes)) }

  private mutating func appendList<T>(
    _ name: StaticString, _ values: [T], _ append: (inout JSONObjectWriter, T) -> Void
  ) {
    guard begin(name, isDefault: values.isEmpty) else { return }
    text.append(ascii: "[")
    for index in values.indices {
      if index > 0 { text.append(ascii: ",") }
      append(&self, values[index])
    }
    text.append(ascii: "]")
  }

  /// Writes a value that JSON has its own form for.
  package mutating func write<T: JSONScalar>(_ name: StaticString, _ value: T) {
    if begin(name, isDefault: value == T.empty) { text.append(scalar: value) }
  }

  /// Writes a list of such values.
  package mutating func write<T: JSONScalar>(_ name: StaticString, _ values: [T]) {
    appendList(name, values) { $0.text.append(scalar: $1) }
  }

  /// Writes bytes.
  package mutating func write(_ name: StaticString, _ bytes: [UInt8]) {
    if begin(name, isDefault: bytes.isEmpty) { append(bytes) }
  }

  /// Writes a list of byte strings.
  package mutating func write(_ name: StaticString, _ pieces: [[UInt8]]) {
    appendList(name, pieces) { $0.append($1) }
  }

  /// Writes an enum.
  package mutating func write<E: EnumNumber>(_ name: StaticString, _ enumeration: E) {
    if begin(name, isDefault: enumeration.rawValue == 0) { append(enumeration) }
  }

  /// Writes a list of enums.
  package mutating func write<E: EnumNumber>(_ name: StaticString, _ enumerations: [E]) {
    appendList(name, enumerations) { $0.append($1) }
  }

  /// Writes a message, if given.
  package mutating func write<M: JSONMessage>(_ name: StaticString, _ message: M?) {
    guard let message, begin(name, isDefault: false) else { return }
    append(message)
  }

  /// Writes a list of messages.
  package mutating func write<M: JSONMessage>(_ name: StaticString, _ messages: [M]) {
    appendList(name, messages) { $0.append($1) }
  }
}
