internal import CCairnProto

/// One walk over the bytes before protobuf-c sees them. What passes has only whole fields of the right wire type, text
/// that is UTF-8 without U+0000 (protobuf-c would cut it there), and stays within the limits.
struct Gate {
  private var reader: WireReader
  private var fieldCount = 0
  private let limits: DecodeLimits

  /// - Throws: `WireError` at the first thing that is wrong.
  static func check(
    _ bytes: UnsafeRawBufferPointer, as type: WireType, limits: DecodeLimits
  ) throws(WireError) {
    guard bytes.count <= limits.bytesMax else {
      throw WireError(
        code: .tooLarge, message: "\(bytes.count) bytes are more than the \(limits.bytesMax) that a message may have")
    }
    var gate = Gate(reader: WireReader(bytes), limits: limits)
    try gate.message(type.descriptor, depth: 1)
  }

  private init(reader: WireReader, limits: DecodeLimits) {
    self.reader = reader
    self.limits = limits
  }

  private mutating func message(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, depth: Int
  ) throws(WireError) {
    guard depth <= limits.depthMax else {
      throw reader.malformed("messages stand more than \(limits.depthMax) deep", at: reader.offset)
    }
    while !reader.isAtEnd {
      let start = reader.offset
      let tag = try reader.tag()
      try count(at: start)
      guard let field = Self.field(tag.number, of: descriptor) else {
        try reader.skip(tag.wireType)
        continue
      }
      do throws(WireError) {
        try content(of: field, wireType: tag.wireType, at: start, depth: depth)
      } catch {
        throw error.inside(String(cString: field.pointee.name))
      }
    }
  }

  private mutating func content(
    of field: UnsafePointer<ProtobufCFieldDescriptor>, wireType: UInt8, at start: Int, depth: Int
  ) throws(WireError) {
    let expected = Self.wireType(of: field.pointee.type)
    guard wireType == expected else {
      guard wireType == WireKind.delimited, field.pointee.label == PROTOBUF_C_LABEL_REPEATED else {
        throw reader.malformed("the wire type does not fit the field", at: start)
      }
      return try packed(of: expected)
    }
    switch field.pointee.type {
    case PROTOBUF_C_TYPE_STRING: try text()
    case PROTOBUF_C_TYPE_MESSAGE:
      let inner = field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
      let outer = try reader.enter(reader.length())
      try message(inner, depth: depth + 1)
      reader.leave(to: outer)
    default: try reader.skip(wireType)
    }
  }

  private mutating func packed(of wireType: UInt8) throws(WireError) {
    let outer = try reader.enter(reader.length())
    while !reader.isAtEnd {
      try count(at: reader.offset)
      try reader.skip(wireType)
    }
    reader.leave(to: outer)
  }

  private mutating func text() throws(WireError) {
    let length = try reader.length()
    let start = reader.offset
    try reader.advance(length)
    switch TextCheck.firstFault(in: UnsafeRawBufferPointer(rebasing: reader.bytes[start..<start + length])) {
    case .none: return
    case .nul(let index):
      throw WireError(code: .nulInText, message: "the text holds U+0000: take it out", offset: start + index)
    case .invalid(let index):
      throw WireError(code: .invalidUTF8, message: "the text is not UTF-8: encode it as UTF-8", offset: start + index)
    }
  }

  private mutating func count(at offset: Int) throws(WireError) {
    fieldCount += 1
    guard fieldCount <= limits.fieldsMax else {
      throw WireError(
        code: .tooManyFields, message: "a message may have \(limits.fieldsMax) fields: send less in one", offset: offset
      )
    }
  }

  /// Fields stand sorted by number, mostly without gaps, so the first look is where it would be then.
  private static func field(
    _ number: UInt32, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) -> UnsafePointer<ProtobufCFieldDescriptor>? {
    if number <= descriptor.pointee.n_fields, let fields = descriptor.pointee.fields {
      let likely = fields + Int(number - 1)
      if likely.pointee.id == number { return likely }
    }
    return protobuf_c_message_descriptor_get_field(descriptor, number)
  }

  private static func wireType(of type: ProtobufCType) -> UInt8 {
    switch type {
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: WireKind.delimited
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: WireKind.fixed64
    case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: WireKind.fixed32
    default: WireKind.varint
    }
  }
}

extension WireError {
  /// The same error, seen from the message that holds the field.
  fileprivate func inside(_ field: String) -> WireError {
    var error = self
    error.fieldPath = fieldPath.isEmpty ? field : "\(field).\(fieldPath)"
    return error
  }
}
