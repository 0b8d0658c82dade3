internal import CProtobufC

/// Writes a message in its canonical form: known fields by number, nothing that has its default, then the unknown fields as
/// they came. The same value always gives the same bytes.
///
/// - Precondition: no text holds a NUL, which C cannot express; neither the gate nor the JSON reader lets one in.
package func encode<M: WireMessage>(_ message: M) -> [UInt8] {
  var arena = Arena(budgetBytes: .max, firstChunkBytes: 2048)
  let packed = message.pack(in: &arena).assumingMemoryBound(to: ProtobufCMessage.self)
  return withExtendedLifetime(arena) { wireBytes(of: packed) }
}

/// The wire form of a C struct, in an array of exactly its size.
private func wireBytes(of message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
  let size = protobuf_c_message_get_packed_size(message)
  // Of zeros: Swift makes an array whose bytes are left to be set by code for any type, which takes longer.
  var bytes = Array(repeatElement(UInt8(0), count: size))
  let written = bytes.withUnsafeMutableBufferPointer { $0.baseAddress.map { protobuf_c_message_pack(message, $0) } }
  precondition(written ?? 0 == size, "protobuf-c wrote another number of bytes than it announced.")
  return bytes
}
