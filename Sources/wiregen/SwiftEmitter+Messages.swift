extension SwiftEmitter {
  /// The file of CairnMessages: messages, enums and methods as plain Swift.
  func messages(_ file: ContractFile) -> String {
    let parts = file.enums.map(enumeration) + file.messages.map { message($0, in: file) } + file.services.map(service)
    return header(file) + parts.joined(separator: "\n")
  }

  private func message(_ message: ContractMessage, in file: ContractFile) -> String {
    var lines = doc(message.comment, else: "The message \(file.package).\(message.name).", indent: "")
    lines.append("package struct \(message.name): Message {")
    lines.append("  /// The name in the contract.")
    lines.append("  package static var messageName: String { \"\(file.package).\(message.name)\" }")
    lines.append("")
    for field in message.fields {
      lines += fieldDoc(field)
      lines.append("  package var \(declared(field.jsonName)): \(type(field)) = \(defaultValue(field))")
    }
    lines.append("  /// Fields that this version of the contract does not know: wire bytes, in the order they came in.")
    lines.append("  package var unknownFields: [UInt8] = []")
    lines.append("")
    lines.append("  /// A message without content.")
    lines.append("  package init() {}")
    if !message.fields.isEmpty {
      lines.append("")
      lines.append("  /// A message of the given content; what is left out has its default.")
      lines.append("  package init(")
      let parameters = message.fields.map { "    \(declared($0.jsonName)): \(type($0)) = \(defaultValue($0))" }
      lines.append(parameters.joined(separator: ",\n"))
      lines.append("  ) {")
      for field in message.fields { lines.append("    self.\(field.jsonName) = \(declared(field.jsonName))") }
      lines.append("  }")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func fieldDoc(_ field: ContractField) -> [String] {
    var lines = doc(field.comment, else: "The field \(field.name).", indent: "  ")
    if let data = field.data {
      let category = contract.categories[data.category] ?? "\(data.category)"
      let subject = contract.subjects[data.subject] ?? "\(data.subject)"
      lines.append("  ///")
      lines.append("  /// Data: \(category), about \(subject)\(data.sealed ? "; stored sealed" : "").")
    }
    return lines
  }

  private func enumeration(_ type: ContractEnum) -> String {
    let cases = type.values.map { ($0, caseName($0, of: type)) }
    var lines = doc(type.comment, else: "The enum \(type.package).\(type.name).", indent: "")
    lines.append("package enum \(type.name): MessageEnum {")
    for (value, name) in cases {
      lines += doc(value.comment, else: "\(value.name) (\(value.number)).", indent: "  ")
      lines.append("  case \(declared(name))")
    }
    lines.append("  /// A number that this version of the contract does not know. Never made for one that it knows.")
    lines.append("  case unrecognized(Int32)")
    lines.append("")
    lines.append("  /// The value of that number on the wire.")
    lines.append("  package init(rawValue: Int32) {")
    lines.append("    switch rawValue {")
    for (value, name) in cases { lines.append("    case \(value.number): self = .\(name)") }
    lines.append("    default: self = .unrecognized(rawValue)")
    lines.append("    }")
    lines.append("  }")
    lines.append("")
    lines.append("  /// The number on the wire.")
    lines.append("  package var rawValue: Int32 {")
    lines.append("    switch self {")
    for (value, name) in cases { lines.append("    case .\(name): \(value.number)") }
    lines.append("    case .unrecognized(let number): number")
    lines.append("    }")
    lines.append("  }")
    lines.append("")
    lines.append("  /// Every value that the contract names, with that name, by number.")
    lines.append("  package static var known: [(value: \(type.name), name: String)] {")
    lines.append("    [")
    for (value, name) in cases { lines.append("      (.\(name), \"\(value.name)\"),") }
    lines.append("    ]")
    lines.append("  }")
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func service(_ service: ContractService) -> String {
    let path = "\(service.package).\(service.name)"
    var lines = doc(service.comment, else: "The methods of the service \(path).", indent: "")
    lines.append("package enum \(service.name)Methods {")
    for method in service.methods {
      let name = method.name.prefix(1).lowercased() + method.name.dropFirst()
      lines += doc(method.comment, else: "\(path).\(method.name)", indent: "  ")
      lines.append(
        "  package static let \(declared(name)) = Method<\(method.request), \(method.response)>(path: \"/\(path)/\(method.name)\")")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func doc(_ comment: String, else fallback: String, indent: String) -> [String] {
    let lines = comment.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    return (lines.isEmpty ? [Substring(fallback)] : lines).map { "\(indent)/// \($0)" }
  }
}
