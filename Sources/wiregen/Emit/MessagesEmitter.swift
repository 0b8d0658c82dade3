/// Writes `CairnMessages`: plain values, no C in sight.
enum MessagesEmitter {
  static func files(for schema: Schema) -> [GeneratedFile] {
    schema.files.map { file in
      var source = SourceText(generatedFrom: file.path)
      for service in file.services { emit(service, to: &source) }
      for type in file.enums { emit(type, to: &source) }
      for message in file.messages { emit(message, to: &source) }
      return GeneratedFile(
        path: "Sources/CairnMessages/Generated/\(Names.swiftFile(file.path))", text: source.text)
    }
  }

  private static func emit(_ service: ServiceType, to source: inout SourceText) {
    source.line()
    source.document(service.comment, otherwise: "The methods of `\(service.fullName)`.")
    source.block("package enum \(Names.methods(of: service)) {") { source in
      source.line("/// Full name of the service.")
      source.line("package static var service: String { \"\(service.fullName)\" }")
      for method in service.methods {
        source.line()
        source.document(method.comment, otherwise: "`/\(service.fullName)/\(method.name)`")
        source.line(
          "package static let \(Names.method(method.name)) = Method<\(Names.type(method.request)), "
            + "\(Names.type(method.response))>(path: \"/\(service.fullName)/\(method.name)\""
            + kindArgument(of: method) + ")")
      }
    }
  }

  /// What says that a method is not unary, which goes without saying.
  private static func kindArgument(of method: MethodType) -> String {
    switch (method.streamsRequests, method.streamsResponses) {
    case (false, false): ""
    case (false, true): ", kind: .serverStreaming"
    case (true, false): ", kind: .clientStreaming"
    case (true, true): ", kind: .bidirectionalStreaming"
    }
  }

  private static func emit(_ message: MessageType, to source: inout SourceText) {
    source.line()
    source.document(message.comment, otherwise: "`\(message.fullName)`")
    source.block("package struct \(message.name): Message {") { source in
      if message.isBoxed { emitBoxedFields(of: message, to: &source) } else { emitFields(of: message, to: &source) }
      source.line()
      source.line("/// Full name in the contract.")
      source.line("package static var protoName: String { \"\(message.fullName)\" }")
      emitInitialisers(of: message, to: &source)
    }
  }

  private static let unknownFieldsComment =
    "What a newer contract added, in wire form: kept so that nothing is lost on the way through."

  private static func emitFields(of message: MessageType, to source: inout SourceText) {
    for field in message.fields {
      source.document(field.comment, otherwise: "`\(field.name)`, field \(field.number).")
      source.line("package var \(field.swiftName): \(field.swiftType)")
    }
    source.line("/// \(unknownFieldsComment)")
    source.line("package var unknownFields: [UInt8]")
  }

  private static func emitBoxedFields(of message: MessageType, to source: inout SourceText) {
    source.line("/// All its fields.")
    source.block("package struct Fields: Hashable, Sendable {") { source in
      for field in message.fields { source.line("package fileprivate(set) var \(field.swiftName): \(field.swiftType)") }
      source.line("package fileprivate(set) var unknownFields: [UInt8]")
    }
    source.line()
    source.line("private var box: Box<Fields>")
    source.line()
    source.line("/// Lends all fields at once, none of them copied.")
    source.block("package func withFields<Result>(_ body: (borrowing Fields) -> Result) -> Result {") { source in
      source.line("body(box.value)")
    }
    for field in message.fields {
      source.line()
      source.document(field.comment, otherwise: "`\(field.name)`, field \(field.number).")
      emitAccess(to: field.swiftName, of: field.swiftType, in: &source)
    }
    source.line()
    source.line("/// \(unknownFieldsComment)")
    emitAccess(to: "unknownFields", of: "[UInt8]", in: &source)
  }

  private static func emitAccess(to name: String, of type: String, in source: inout SourceText) {
    source.block("package var \(name): \(type) {") { source in
      // Not `_read`: where that is not inlined, its caller makes room on the heap for what it is lent.
      source.line("get { box.value.\(name) }")
      source.line("set { box = box.with { $0.\(name) = newValue } }")
    }
  }

  private static func emitInitialisers(of message: MessageType, to source: inout SourceText) {
    source.line()
    source.line("/// Makes an empty message.")
    source.block("package init() {") { source in
      emitAssignments(of: message, to: &source) { $0.swiftDefault }
    }
    if message.fields.isEmpty { return }
    source.line()
    source.line("/// Makes a message of its fields; what is left out is empty.")
    source.line("package init(")
    for field in message.fields {
      source.line("  \(field.swiftName): \(field.swiftType) = \(field.swiftDefault),")
    }
    source.line("  unknownFields: [UInt8] = []")
    source.block(") {") { source in
      emitAssignments(of: message, unknownFields: "unknownFields", to: &source) { $0.swiftName }
    }
  }

  private static func emitAssignments(
    of message: MessageType, unknownFields: String = "[]", to source: inout SourceText, value: (Field) -> String
  ) {
    guard message.isBoxed else {
      for field in message.fields { source.line("self.\(field.swiftName) = \(value(field))") }
      return source.line("self.unknownFields = \(unknownFields)")
    }
    source.block("box = Box(", closing: ")") { source in
      source.block("Fields(", closing: ")") { source in
        for field in message.fields { source.line("\(field.swiftName): \(value(field)),") }
        source.line("unknownFields: \(unknownFields)")
      }
    }
  }

  private static func emit(_ type: EnumType, to source: inout SourceText) {
    source.line()
    source.document(type.comment, otherwise: "`\(type.fullName)`")
    source.block("package enum \(type.name): EnumNumber {") { source in
      for value in type.values {
        source.document(value.comment, otherwise: "`\(value.name)`")
        source.line("case \(Names.enumCase(value, of: type))")
      }
      source.line("/// A number that this version of the contract does not name.")
      source.line("case unrecognized(Int32)")
      source.line()
      source.line("/// Full name in the contract.")
      source.line("package static var protoName: String { \"\(type.fullName)\" }")
      source.line()
      source.line("/// All values that the contract names, with their names there.")
      source.block("package static let named: [(value: Self, name: String)] = [", closing: "]") { source in
        for value in type.values { source.line("(.\(Names.enumCase(value, of: type)), \"\(value.name)\"),") }
      }
      source.line()
      source.line("/// The value of a number on the wire; ``unrecognized(_:)`` if the contract does not name it.")
      source.block("package init(rawValue: Int32) {") { source in
        source.block("switch rawValue {") { source in
          for value in type.values { source.line("case \(value.number): self = .\(Names.enumCase(value, of: type))") }
          source.line("default: self = .unrecognized(rawValue)")
        }
      }
      source.line()
      source.line("/// The number on the wire.")
      source.block("package var rawValue: Int32 {") { source in
        source.block("switch self {") { source in
          for value in type.values { source.line("case .\(Names.enumCase(value, of: type)): \(value.number)") }
          source.line("case .unrecognized(let number): number")
        }
      }
    }
  }
}
