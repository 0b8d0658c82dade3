/// What the contract must keep to beyond being valid protobuf. Each rule gives one line per fault, naming where it stands.
enum ContractRules {
  /// Files whose messages are stored: all that they hold is sealed, or tells nothing of a person.
  static let storedFiles: Set<String> = ["cairn/v1/event.proto", "cairn/v1/document.proto"]

  /// All faults of all rules; empty if the contract is good.
  static func faults(in schema: Schema) -> [String] {
    schema.refusals + undescribedFields(in: schema) + unsealedFields(in: schema) + unfitMarks(in: schema)
      + recursion(in: schema) + unfitNames(in: schema) + unfitEnums(in: schema)
  }

  /// Every field says its category and whose data it is.
  static func undescribedFields(in schema: Schema) -> [String] {
    schema.messages.flatMap { message in
      message.fields.compactMap { field in
        let path = "\(message.fullName).\(field.name)"
        guard let data = field.data else {
          return "\(path): has no `(cairn.data)` option: say its category and subject."
        }
        if data.category == "CATEGORY_UNSPECIFIED" { return "\(path): its `(cairn.data)` option names no category." }
        if data.subject == "SUBJECT_UNSPECIFIED" { return "\(path): its `(cairn.data)` option names no subject." }
        return nil
      }
    }
  }

  /// What is stored and tells of a person is sealed, also in the messages that a stored message holds.
  static func unsealedFields(in schema: Schema) -> [String] {
    let types = Dictionary(schema.messages.map { ($0.fullName, $0) }, uniquingKeysWith: { first, _ in first })
    var waiting = schema.files.filter { storedFiles.contains($0.path) }.flatMap(\.messages)
    var seen = Set(waiting.map(\.fullName))
    var faults: [String] = []
    while let message = waiting.popLast() {
      for field in message.fields {
        if case .message(let name) = field.type, let type = types[name], seen.insert(name).inserted {
          waiting.append(type)
        }
        guard let data = field.data, !data.isStructure, !data.isSealed else { continue }
        faults.append(
          "\(message.fullName).\(field.name): is stored and of category \(data.category), so `sealed: true`.")
      }
    }
    return faults.sorted()
  }

  /// Who contributes a message, and what it is classified as, is one text each, which tells nothing of a person.
  static func unfitMarks(in schema: Schema) -> [String] {
    schema.messages.flatMap { message in
      [\FieldData.isContributor, \.isClassification].flatMap { mark in
        let marked = message.fields.filter { $0.data?[keyPath: mark] ?? false }
        let name = mark == \.isContributor ? "contributor" : "classification"
        let unfit = marked.filter { $0.type != .scalar(.string) || $0.isRepeated || $0.data?.isStructure != true }
          .map { "\(message.fullName).\($0.name): `\(name): true` is for one text of category STRUCTURE." }
        return unfit + (marked.count > 1 ? ["\(message.fullName): has several fields with `\(name): true`."] : [])
      }
    }
  }

  /// No message holds itself, directly or through others: protobuf-c unpacks by recursion and would exhaust the stack.
  static func recursion(in schema: Schema) -> [String] {
    let types = Dictionary(schema.messages.map { ($0.fullName, $0) }, uniquingKeysWith: { first, _ in first })
    var finished: Set<String> = []
    var faults: [String] = []
    func visit(_ message: MessageType, path: [String]) {
      if finished.contains(message.fullName) { return }
      for field in message.fields {
        guard case .message(let name) = field.type, let type = types[name] else { continue }
        if let start = (path + [message.fullName]).firstIndex(of: name) {
          let circle = ((path + [message.fullName])[start...] + [name]).joined(separator: " -> ")
          faults.append("\(message.fullName).\(field.name): a message may not hold itself (\(circle)).")
        } else {
          visit(type, path: path + [message.fullName])
        }
      }
      finished.insert(message.fullName)
    }
    for message in schema.messages { visit(message, path: []) }
    return faults
  }
}
