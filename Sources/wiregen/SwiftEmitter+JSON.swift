extension SwiftEmitter {
  /// The file of CairnJSON: messages to and from protobuf's JSON mapping.
  func json(_ file: ContractFile) -> String {
    header(file) + "package import CairnMessages\n\n" + file.messages.map(json).joined(separator: "\n")
  }

  private func json(_ message: ContractMessage) -> String {
    var lines = ["extension \(message.name): JSONMessage {"]
    lines.append("  package mutating func read(_ object: inout JSONObjectReader) {")
    for field in message.fields {
      let name = "\"\(field.jsonName)\", \"\(field.name)\""
      lines.append("    object.\(verb(field))(\(name), into: &self.\(field.jsonName))")
    }
    lines.append("  }")
    lines.append("")
    lines.append("  package func write(_ object: inout JSONObjectWriter) {")
    for field in message.fields { lines.append("    object.\(verb(field))(\"\(field.jsonName)\", self.\(field.jsonName))") }
    lines.append("  }")
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func verb(_ field: ContractField) -> String { field.isRepeated ? "list" : "field" }
}
