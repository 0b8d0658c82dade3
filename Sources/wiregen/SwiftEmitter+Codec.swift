extension SwiftEmitter {
  /// The file of CairnCodec: messages to and from the structs of protoc-c.
  func codec(_ file: ContractFile) -> String {
    header(file) + "internal import CCairnProto\npackage import CairnMessages\n\n"
      + file.messages.map { codec($0, package: file.package) }.joined(separator: "\n")
  }

  private func codec(_ message: ContractMessage, package: String) -> String {
    let cType = CNames.type(message.name, in: package)
    var lines = ["extension \(message.name): WireMessage {"]
    lines.append("  package static var wireType: WireType { WireType(\(CNames.descriptorFunction(message.name, in: package))()) }")
    lines.append("")
    lines.append("  package init(wire: UnsafeRawPointer) {")
    lines.append("    let c = wire.assumingMemoryBound(to: \(cType).self)")
    lines.append("    self.init()")
    for field in message.fields { lines.append("    self.\(field.jsonName) = \(reading(field))") }
    lines.append("    self.unknownFields = WireValue.unknownFields(c.pointee.base)")
    lines.append("  }")
    lines.append("")
    lines.append("  package func fill(_ wire: UnsafeMutableRawPointer, in arena: Arena) {")
    lines.append("    let c = wire.assumingMemoryBound(to: \(cType).self)")
    for field in message.fields { lines += writing(field).map { "    " + $0 } }
    lines.append("    arena.fillUnknown(&c.pointee.base, with: self.unknownFields)")
    lines.append("  }")
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func reading(_ field: ContractField) -> String {
    let member = "c.pointee.\(CNames.member(field.name))"
    guard field.isRepeated else { return element(member, field.kind) }
    return "WireValue.array(\(member), c.pointee.n_\(CNames.member(field.name))) { \(element("$0", field.kind, inArray: true)) }"
  }

  private func element(_ value: String, _ kind: FieldKind, inArray: Bool = false) -> String {
    switch kind {
    case .string: "WireValue.text(\(value))"
    case .bytes: "WireValue.bytes(\(value))"
    case .bool: "\(value) != 0"
    case .int32, .int64, .uint32, .uint64: value
    case .enumeration(let name): "\(lastPart(name))(rawValue: Int32(bitPattern: \(value).rawValue))"
    case .message(let name):
      inArray ? "WireValue.message($0, \(lastPart(name)).self)" : "\(value).map { \(lastPart(name))(wire: $0) }"
    }
  }

  private func writing(_ field: ContractField) -> [String] {
    let member = "c.pointee.\(CNames.member(field.name))"
    let value = "self.\(field.jsonName)"
    guard field.isRepeated else { return ["\(member) = \(filled(value, field.kind))"] }
    return [
      "c.pointee.n_\(CNames.member(field.name)) = \(value).count",
      "\(member) = arena.array(\(value)) { \(filled("$0", field.kind, inArray: true)) }",
    ]
  }

  private func filled(_ value: String, _ kind: FieldKind, inArray: Bool = false) -> String {
    switch kind {
    case .string: "arena.text(\(value))"
    case .bytes: "arena.bytes(\(value))"
    case .bool: "\(value) ? 1 : 0"
    case .int32, .int64, .uint32, .uint64: value
    case .enumeration(let name): "\(CNames.type(name))(rawValue: UInt32(bitPattern: \(value).rawValue))"
    case .message(let name):
      inArray
        ? "arena.message($0, as: \(CNames.type(name)).self)"
        : "\(value).map { arena.message($0, as: \(CNames.type(name)).self) }"
    }
  }
}
