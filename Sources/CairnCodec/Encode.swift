internal import CProtobufC

/// Writes a message in its canonical form: known fields by number, nothing that has its default, then the unknown fields as
/// they came. The same value always gives the same bytes.
///
/// - Precondition: no text holds a NUL, which C cannot express; neither the gate nor the JSON reader lets one in.
package func encode<M: WireMessage>(_ message: M) -> [UInt8] {
  withEncoded(message) { encoded in
    // Of zeros: Swift makes an array whose bytes are left to be set by code for any type, which takes longer.
    var bytes = Array(repeatElement(UInt8(0), count: encoded.count))
    bytes.withUnsafeMutableBytes { $0.copyMemory(from: encoded) }
    return bytes
  }
}

/// Lends a message in its canonical form, as `encode` writes it.
///
/// - Precondition: no text holds a NUL.
package func withEncoded<M: WireMessage, Value>(_ message: M, _ use: (UnsafeRawBufferPointer) -> Value) -> Value {
  // Most messages fit, with the room to write them, so that there is one allocation for both.
  var arena = Arena(budgetBytes: .max, firstChunkBytes: 8192)
  let packed = message.pack(in: &arena).assumingMemoryBound(to: ProtobufCMessage.self)
  // protobuf-c goes through a message once to write it, and once more to tell how long it will be. A bound is known without
  // that: a number of 4 or 8 bytes, or the pointer to a text, a list or a message, becomes at most 5 bytes of tag and 10 of
  // number or length, what it points to lies in the arena as well, and texts and bytes are written as they are.
  let roomBytes = 4 * arena.usedBytes
  let room = arena.allocate(UInt8.self, count: roomBytes)
  let size = protobuf_c_message_pack(packed, room)
  precondition(size <= roomBytes, "protobuf-c wrote more bytes than a message can have.")
  return withExtendedLifetime(arena) { use(UnsafeRawBufferPointer(start: room, count: size)) }
}
