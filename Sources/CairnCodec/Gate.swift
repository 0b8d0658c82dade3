internal import CProtobufC

/// The one walk over the bytes of a message before protobuf-c sees them, along protobuf-c's own descriptors.
///
/// protobuf-c takes text that is not UTF-8, text that holds a NUL, and any number of fields; it also unpacks a
/// message-typed field that stands twice by merging, and loses fields in doing so. All of these are refused here.
struct Gate {
  private let limits: DecodeLimits
  private var fieldCount = 0

  /// Checks a whole message.
  static func check(
    _ bytes: UnsafeRawBufferPointer, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>, limits: DecodeLimits
  ) throws(WireError) {
    guard bytes.count <= limits.bytesMax else {
      throw WireError(
        .tooLarge, "the message has \(bytes.count) bytes; at most \(limits.bytesMax) are taken", offset: 0)
    }
    var gate = Gate(limits: limits)
    try gate.checkMessage(WireReader(bytes), as: descriptor, depth: 1)
  }

  private init(limits: DecodeLimits) {
    self.limits = limits
  }

  private mutating func checkMessage(
    _ input: WireReader, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>, depth: Int
  ) throws(WireError) {
    guard depth <= limits.depthMax else {
      throw WireError(.malformed, "messages are nested deeper than \(limits.depthMax)", offset: input.offset)
    }
    var reader = input
    var fields = FieldLookup(descriptor)
    var messagesSeen: UInt64 = 0
    while !reader.isAtEnd {
      let start = reader.offset
      let (number, wireType) = try reader.tag()
      try count(1, at: start)
      guard let index = fields.index(of: number) else {
        try reader.skipValue(wireType)
        continue
      }
      let field = fields.fields + index
      do throws(WireError) {
        if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE && field.pointee.label != PROTOBUF_C_LABEL_REPEATED {
          let bit: UInt64 = 1 << UInt64(index)
          if messagesSeen & bit != 0 { throw WireError(.malformed, "the field stands twice", offset: start) }
          messagesSeen |= bit
        }
        try checkValue(of: field, wireType: wireType, at: start, in: &reader, depth: depth)
      } catch {
        throw error.inside(String(cString: field.pointee.name))
      }
    }
  }

  private mutating func checkValue(
    of field: UnsafePointer<ProtobufCFieldDescriptor>, wireType: WireType, at start: Int, in reader: inout WireReader,
    depth: Int
  ) throws(WireError) {
    let expected = WireType(of: field.pointee.type)
    guard wireType == expected else {
      if wireType == .lengthDelimited && field.pointee.label == PROTOBUF_C_LABEL_REPEATED {
        try checkPacked(try reader.lengthDelimited(), of: expected)
        return
      }
      throw WireError(.malformed, "the field has the wrong wire type", offset: start)
    }
    switch field.pointee.type {
    case PROTOBUF_C_TYPE_STRING:
      try checkText(try reader.lengthDelimited())
    case PROTOBUF_C_TYPE_MESSAGE:
      let inner = try reader.lengthDelimited()
      let descriptor = field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
      try checkMessage(inner, as: descriptor, depth: depth + 1)
    default:
      try reader.skipValue(wireType)
    }
  }

  private func checkText(_ text: WireReader) throws(WireError) {
    switch TextCheck.fault(in: text.rest) {
    case nil: return
    case .invalidUTF8(let offset):
      throw WireError(.invalidUTF8, "the text is not UTF-8", offset: text.offset + offset)
    case .nul(let offset):
      throw WireError(.nulInText, "the text holds a NUL", offset: text.offset + offset)
    }
  }

  private mutating func checkPacked(_ list: WireReader, of wireType: WireType) throws(WireError) {
    var list = list
    while !list.isAtEnd {
      try count(1, at: list.offset)
      try list.skipValue(wireType)
    }
  }

  @inline(__always)
  private mutating func count(_ fields: Int, at offset: Int) throws(WireError) {
    fieldCount += fields
    guard fieldCount <= limits.fieldsMax else {
      throw WireError(
        .tooManyFields, "the message has more fields than \(limits.fieldsMax), the most that are taken", offset: offset)
    }
  }
}

extension WireType {
  /// How one value of a type is laid out.
  fileprivate init(of type: ProtobufCType) {
    switch type {
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: self = .lengthDelimited
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: self = .fixed64
    case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT: self = .fixed32
    default: self = .varint
    }
  }
}

/// Finds a message's fields by number. Fields mostly come in order, so it looks first at the last one found and its next.
private struct FieldLookup {
  let fields: UnsafePointer<ProtobufCFieldDescriptor>
  private let count: Int
  private var hint = 0

  init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) {
    fields = descriptor.pointee.fields
    count = Int(descriptor.pointee.n_fields)
  }

  /// The field's index; `nil` if the contract does not know the number.
  mutating func index(of number: UInt32) -> Int? {
    for candidate in hint..<min(hint + 2, count) where fields[candidate].id == number {
      hint = candidate
      return candidate
    }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].id < number { low = middle + 1 } else { high = middle }
    }
    guard low < count, fields[low].id == number else { return nil }
    hint = low
    return low
  }
}
