internal import CCairnProto
internal import CairnMessages

/// Copies values out of C structs that protobuf-c unpacked.
enum WireValue {
  /// - Parameter pointer: ends in NUL and is UTF-8: the gate has seen to it.
  static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

  static func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
    Array(UnsafeBufferPointer(start: data.data, count: data.len))
  }

  static func array<C, Element>(
    _ start: UnsafeMutablePointer<C>?, _ count: Int, _ element: (C) -> Element
  ) -> [Element] {
    UnsafeBufferPointer(start: start, count: count).map(element)
  }

  /// An element of a repeated message field; protobuf-c leaves no element out.
  static func message<M: WireMessage, C>(_ pointer: UnsafeMutablePointer<C>?, _ type: M.Type) -> M {
    guard let pointer else { preconditionFailure("a repeated field of \(M.messageName) lacks an element") }
    return M(wire: pointer)
  }

  /// The wire bytes of the fields that the descriptor does not know.
  static func unknownFields(_ base: ProtobufCMessage) -> [UInt8] {
    guard base.n_unknown_fields > 0 else { return [] }
    var result: [UInt8] = []
    for field in UnsafeBufferPointer(start: base.unknown_fields, count: Int(base.n_unknown_fields)) {
      appendVarint(UInt64(field.tag) << 3 | UInt64(field.wire_type.rawValue), to: &result)
      result.append(contentsOf: UnsafeBufferPointer(start: field.data, count: field.len))
    }
    return result
  }

  private static func appendVarint(_ value: UInt64, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }
}
