/// A place in wire bytes, read forward and never past the end.
struct WireReader {
  private let bytes: UnsafeRawBufferPointer
  /// Bytes from the beginning of the input.
  private(set) var offset: Int
  /// Where reading ends.
  let end: Int

  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(bytes, from: 0, to: bytes.count)
  }

  private init(_ bytes: UnsafeRawBufferPointer, from offset: Int, to end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  var isAtEnd: Bool { offset == end }

  /// The bytes not yet read.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[offset..<end]) }

  /// Reads a base-128 number of at most ten bytes.
  @inline(__always)
  mutating func varint() throws(WireError) -> UInt64 {
    if offset < end {
      let byte = bytes[offset]
      if byte < 0x80 {
        offset += 1
        return UInt64(byte)
      }
    }
    return try longVarint()
  }

  private mutating func longVarint() throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    var position = offset
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      if shift == 63 && byte > 1 { throw WireError(.malformed, "a number has more than 64 bits", offset: offset) }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 {
        offset = position
        return value
      }
      shift += 7
    }
    throw WireError(.malformed, "the input ends within a number", offset: offset)
  }

  /// Reads a tag: a field's number and its wire type.
  @inline(__always)
  mutating func tag() throws(WireError) -> (number: UInt32, wireType: WireType) {
    let start = offset
    let tag = try varint()
    // protobuf-c reads at most five bytes of a tag.
    guard tag >> 3 != 0, tag <= UInt64(UInt32.max), offset - start <= 5 else {
      throw WireError(.malformed, "no field can have this number", offset: start)
    }
    guard let wireType = WireType(rawValue: UInt8(tag & 7)) else {
      throw WireError(.malformed, "wire type \(tag & 7) is not supported", offset: start)
    }
    return (UInt32(tag >> 3), wireType)
  }

  /// Reads a length and steps over as many bytes, which the reader that is returned reads.
  @inline(__always)
  mutating func lengthDelimited() throws(WireError) -> WireReader {
    let start = offset
    let length = try varint()
    // protobuf-c reads at most five bytes of a length, and holds it in an `int`.
    guard length <= UInt64(end - offset), offset - start <= 5, length <= UInt64(Int32.max) else {
      throw WireError(.malformed, "a length goes beyond the end of what holds it", offset: start)
    }
    let inner = WireReader(bytes, from: offset, to: offset + Int(length))
    offset += Int(length)
    return inner
  }

  /// Steps over bytes.
  @inline(__always)
  mutating func skip(_ count: Int) throws(WireError) {
    guard count <= end - offset else { throw WireError(.malformed, "the input ends within a number", offset: offset) }
    offset += count
  }

  /// Steps over the value of a field.
  @inline(__always)
  mutating func skipValue(_ wireType: WireType) throws(WireError) {
    switch wireType {
    case .varint: _ = try varint()
    case .fixed64: try skip(8)
    case .lengthDelimited: _ = try lengthDelimited()
    case .fixed32: try skip(4)
    }
  }
}

/// How a value is laid out on the wire. Groups (3 and 4) are refused.
enum WireType: UInt8 {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case fixed32 = 5
}
