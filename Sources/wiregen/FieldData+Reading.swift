internal import CDescriptorProto

extension FieldData {
  /// protobuf-c knows no extensions: the option stands among the unknown fields of the field's options.
  init?(_ field: UnsafeMutablePointer<FieldProto>) throws {
    guard let options = field.pointee.options else { return nil }
    let unknown = UnsafeBufferPointer(
      start: options.pointee.base.unknown_fields, count: Int(options.pointee.base.n_unknown_fields))
    guard let found = unknown.first(where: { $0.tag == 50001 }) else { return nil }
    self.init()
    var reader = VarintReader(Array(UnsafeBufferPointer(start: found.data, count: found.len)))
    _ = try reader.next()
    while !reader.isAtEnd {
      let tag = try reader.next()
      let value = try reader.next()
      switch tag {
      case 1 << 3: category = Int32(truncatingIfNeeded: value)
      case 2 << 3: subject = Int32(truncatingIfNeeded: value)
      case 3 << 3: sealed = value != 0
      default: throw GenerationError("cairn.FieldData has a field that wiregen does not know")
      }
    }
  }
}

/// Reads a run of varints.
struct VarintReader {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var isAtEnd: Bool { bytes.isEmpty }

  mutating func next() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { break }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw GenerationError("a field option ends in the middle of a number")
  }
}
