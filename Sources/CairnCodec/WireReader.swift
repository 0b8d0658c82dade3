/// Reads tags, numbers and lengths, and never past the end.
struct WireReader {
  let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  private(set) var end: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  var isAtEnd: Bool { offset == end }

  /// A field's number and wire type.
  mutating func tag() throws(WireError) -> (number: UInt32, wireType: UInt8) {
    let start = offset
    // A tag has 32 bits. protobuf-c reads five bytes at most.
    let value = try varint(bytesMax: 5)
    guard value <= UInt64(UInt32.max) else { throw malformed("a field number is too large", at: start) }
    let number = UInt32(value) >> 3
    guard number > 0 else { throw malformed("0 is not a field number", at: start) }
    return (number, UInt8(value & 7))
  }

  /// A length, which is within what is left.
  mutating func length() throws(WireError) -> Int {
    let start = offset
    let value = try varint(bytesMax: 5)
    guard value <= UInt64(end - offset) else { throw malformed("a length reaches past the end", at: start) }
    return Int(value)
  }

  mutating func varint(bytesMax: Int = 10) throws(WireError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end, offset - start < bytesMax {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw malformed(offset == end ? "the bytes end in the middle of a number" : "a number is too long", at: start)
  }

  mutating func advance(_ count: Int) throws(WireError) {
    guard count <= end - offset else { throw malformed("the bytes end in the middle of a field", at: offset) }
    offset += count
  }

  /// Passes over the content of a field of that wire type.
  mutating func skip(_ wireType: UInt8) throws(WireError) {
    switch wireType {
    case WireKind.varint: _ = try varint()
    case WireKind.fixed64: try advance(8)
    case WireKind.delimited: try advance(length())
    case WireKind.fixed32: try advance(4)
    default: throw malformed("groups and unknown wire types are not accepted", at: offset)
    }
  }

  /// Narrows the reader to the next bytes and returns the end to come back to.
  mutating func enter(_ length: Int) -> Int {
    let outer = end
    end = offset + length
    return outer
  }

  mutating func leave(to outer: Int) { end = outer }

  func malformed(_ message: String, at offset: Int) -> WireError {
    WireError(code: .malformed, message: "\(message): encode the message anew", offset: offset)
  }
}

/// Wire types as protobuf numbers them.
enum WireKind {
  static let varint: UInt8 = 0
  static let fixed64: UInt8 = 1
  static let delimited: UInt8 = 2
  static let fixed32: UInt8 = 5
}
