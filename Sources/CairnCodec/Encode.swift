internal import CProtobufC

/// Writes a message in its canonical form: known fields by number, each list packed as the contract says, nothing that has
/// its default, then the unknown fields as they came. The same value always gives the same bytes.
///
/// - Precondition: no text holds a NUL, which C cannot express; neither the gate nor the JSON reader lets one in.
package func encode<M: WireMessage>(_ message: M) -> [UInt8] {
  var arena = Arena(budgetBytes: .max, firstChunkBytes: 2048)
  let packed = message.pack(in: &arena).assumingMemoryBound(to: ProtobufCMessage.self)
  return withExtendedLifetime(arena) {
    [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(packed)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = protobuf_c_message_pack(packed, start)
    }
  }
}
