internal import CCairnProto
internal import CairnMessages

/// Messages to wire bytes and back.
package enum WireCodec {
  /// Reads a message: through the gate, then unpacked into an arena with a budget, then copied.
  /// - Throws: `WireError` if the bytes are not such a message or ask for too much.
  package static func decode<M: WireMessage>(
    _ type: M.Type, from bytes: [UInt8], limits: DecodeLimits = .standard
  ) throws(WireError) -> M {
    try bytes.withUnsafeBufferPointer { (buffer) throws(WireError) -> M in
      try decode(type, from: UnsafeRawBufferPointer(buffer), limits: limits)
    }
  }

  /// Reads a message from memory that need only live until this returns.
  /// - Throws: `WireError` if the bytes are not such a message or ask for too much.
  package static func decode<M: WireMessage>(
    _ type: M.Type, from bytes: UnsafeRawBufferPointer, limits: DecodeLimits = .standard
  ) throws(WireError) -> M {
    try Gate.check(bytes, as: M.wireType, limits: limits)
    return try unpack(type, from: bytes, in: Arena(budgetBytes: limits.arenaBudgetBytes(for: bytes.count)))
  }

  /// Writes a message: known fields by number, then the unknown ones as they came. The same message gives the same
  /// bytes.
  /// - Precondition: no text holds U+0000, and `unknownFields` is a run of whole fields. Every decoded message is so.
  package static func encode<M: WireMessage>(_ message: M) -> [UInt8] {
    let arena = Arena(budgetBytes: .max)
    return withExtendedLifetime(arena) {
      let root = arena.message(message, as: ProtobufCMessage.self)
      let size = protobuf_c_message_get_packed_size(root)
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = protobuf_c_message_pack(root, buffer.baseAddress)
      }
    }
  }

  /// Unpacks what has passed the gate.
  static func unpack<M: WireMessage>(
    _ type: M.Type, from bytes: UnsafeRawBufferPointer, in arena: Arena
  ) throws(WireError) -> M {
    var allocator = arena.allocator
    let data = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let message: M? = withExtendedLifetime(arena) {
      protobuf_c_message_unpack(M.wireType.descriptor, &allocator, bytes.count, data).map { M(wire: $0) }
    }
    if let message { return message }
    guard arena.hasRefused else {
      throw WireError(code: .malformed, message: "protobuf-c cannot unpack the message: encode it anew")
    }
    throw WireError(
      code: .overBudget,
      message: "unpacking needs more than \(arena.budgetBytes) bytes of memory: send less in one message")
  }
}
