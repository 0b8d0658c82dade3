/// Writes the generated half of `CairnCodec`: each message's way out of and into its C struct.
enum CodecEmitter {
  static func files(for schema: Schema) -> [GeneratedFile] {
    schema.files.filter { !$0.messages.isEmpty }.map { file in
      var source = SourceText(generatedFrom: file.path)
      source.line()
      source.line("internal import CCairnProto")
      source.line("package import CairnMessages")
      for message in file.messages { emit(message, to: &source) }
      return GeneratedFile(path: "Sources/CairnCodec/Generated/\(Names.swiftFile(file.path))", text: source.text)
    }
  }

  private static func emit(_ message: MessageType, to source: inout SourceText) {
    let cType = Names.cType(message.fullName)
    let cPrefix = Names.cPrefix(message.fullName)
    source.line()
    source.block("extension \(message.name): WireMessage {") { source in
      source.line("package static var wireDescriptor: UnsafeRawPointer {")
      source.line("  UnsafeRawPointer(\(cPrefix)__get_descriptor())")
      source.line("}")
      source.line()
      source.block("package init(unpacked raw: UnsafeRawPointer) {") { source in
        source.line("let c = raw.assumingMemoryBound(to: \(cType).self)")
        source.block("self.init(", closing: ")") { source in
          for field in message.fields { source.line("\(Names.plainMember(field.name)): \(read(field)),") }
          source.line("unknownFields: Unpacked.unknownFields(c.pointee.base)")
        }
      }
      source.line()
      source.block("package func pack(in arena: inout Arena) -> UnsafeMutableRawPointer {") { source in
        source.line("let c = arena.allocate(\(cType).self)")
        source.line("\(cPrefix)__init(c)")
        if message.isBoxed {
          source.block("withFields { fields in") { source in emitWrites(of: message, from: "fields", to: &source) }
        } else {
          emitWrites(of: message, from: "self", to: &source)
        }
        source.line("return UnsafeMutableRawPointer(c)")
      }
    }
  }

  /// An expression for the field's value, taken from the C struct `c`.
  private static func read(_ field: Field) -> String {
    let value = "c.pointee.\(cMember(field))"
    if field.isRepeated {
      let count = "c.pointee.n_\(field.name)"
      switch field.type {
      case .scalar(.string): return "Unpacked.texts(\(count), \(value))"
      case .scalar(.bytes): return "Unpacked.octetArrays(\(count), \(value))"
      case .scalar(.bool): return "Unpacked.list(\(count), \(value)) { $0 != 0 }"
      case .scalar: return "Unpacked.numbers(\(count), \(value))"
      case .message(let name): return "Unpacked.messages(\(count), \(value)) { \(Names.type(name))(unpacked: $0) }"
      case .enumeration(let name):
        return "Unpacked.list(\(count), \(value)) { \(Names.type(name))(rawValue: Int32(bitPattern: $0.rawValue)) }"
      }
    }
    switch field.type {
    case .scalar(.string): return "Unpacked.text(\(value))"
    case .scalar(.bytes): return "Unpacked.octets(\(value))"
    case .scalar(.bool): return "\(value) != 0"
    case .scalar: return value
    case .message(let name): return "\(value).map { \(Names.type(name))(unpacked: $0) }"
    case .enumeration(let name): return "\(Names.type(name))(rawValue: Int32(bitPattern: \(value).rawValue))"
    }
  }

  /// Statements that put the field's value into the C struct `c`; an empty field stays as the initialiser left it.
  private static func emitWrites(of message: MessageType, from owner: String, to source: inout SourceText) {
    for field in message.fields { emitWrite(field, from: owner, to: &source) }
    source.line("arena.fillUnknownFields(&c.pointee.base, \(owner).unknownFields)")
  }

  private static func emitWrite(_ field: Field, from owner: String, to source: inout SourceText) {
    let target = "c.pointee.\(cMember(field))"
    let name = "\(owner).\(field.swiftName)"
    if field.isRepeated {
      source.block("if !\(name).isEmpty {") { source in
        source.line("c.pointee.n_\(field.name) = \(name).count")
        switch field.type {
        case .scalar(.string): source.line("\(target) = arena.texts(\(name))")
        case .scalar(.bytes): source.line("\(target) = arena.octetArrays(\(name))")
        case .scalar(.bool): source.line("\(target) = arena.list(\(name)) { $0 ? 1 : 0 }")
        case .scalar: source.line("\(target) = arena.numbers(\(name))")
        case .message(let type):
          source.line("\(target) = arena.messages(\(name), of: \(Names.cType(type)).self)")
        case .enumeration(let type):
          source.line(
            "\(target) = arena.list(\(name)) { \(Names.cType(type))(rawValue: UInt32(bitPattern: $0.rawValue)) }")
        }
      }
      return
    }
    switch field.type {
    case .scalar(.string): source.line("if !\(name).isEmpty { \(target) = arena.text(\(name)) }")
    case .scalar(.bytes): source.line("if !\(name).isEmpty { \(target) = arena.octets(\(name)) }")
    case .scalar(.bool): source.line("\(target) = \(name) ? 1 : 0")
    case .scalar: source.line("\(target) = \(name)")
    case .message(let type):
      source.line(
        "if let value = \(name) { \(target) = value.pack(in: &arena).assumingMemoryBound(to: \(Names.cType(type)).self) }"
      )
    case .enumeration(let type):
      source.line("\(target) = \(Names.cType(type))(rawValue: UInt32(bitPattern: \(name).rawValue))")
    }
  }

  private static func cMember(_ field: Field) -> String { Names.escaped(field.name) }
}
