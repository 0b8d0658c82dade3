internal import CProtobufC

/// Reads a message: through the gate, unpacked by protobuf-c into an arena, copied to a value.
///
/// - Throws: ``WireError``, which says what is wrong and where, and never the value.
package func decode<M: WireMessage>(
  _ type: M.Type, from bytes: UnsafeRawBufferPointer, limits: DecodeLimits = .standard
) throws(WireError) -> M {
  try decode(type, from: bytes, limits: limits, ledger: nil)
}

/// Reads a message from an array.
///
/// - Throws: ``WireError``.
package func decode<M: WireMessage>(
  _ type: M.Type, from bytes: [UInt8], limits: DecodeLimits = .standard
) throws(WireError) -> M {
  try bytes.withUnsafeBufferPointer { buffer throws(WireError) in
    try decode(type, from: UnsafeRawBufferPointer(buffer), limits: limits, ledger: nil)
  }
}

/// Reads a message and counts on a ledger what memory it took to unpack.
///
/// - Throws: ``WireError``.
package func decode<M: WireMessage>(
  _ type: M.Type, from bytes: UnsafeRawBufferPointer, limits: DecodeLimits, ledger: ArenaLedger?
) throws(WireError) -> M {
  let descriptor = M.wireDescriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
  try Gate.check(bytes, as: descriptor, limits: limits)
  let budget = limits.arenaBytes(forInput: bytes.count)
  // Most messages take less than four times their size and fit the first chunk.
  var arena = Arena(
    budgetBytes: budget, firstChunkBytes: max(1024, min(4 * bytes.count, 1 << 16)), ledger: ledger)
  let message = arena.withAllocator { allocator -> M? in
    let octets = bytes.bindMemory(to: UInt8.self).baseAddress
    guard let unpacked = protobuf_c_message_unpack(descriptor, allocator, bytes.count, octets) else { return nil }
    return M(unpacked: UnsafeRawPointer(unpacked))
  }
  if let message { return message }
  if arena.isExhausted {
    throw WireError(.overBudget, "the message takes more than \(budget) bytes of memory to unpack", offset: 0)
  }
  throw WireError(.malformed, "protobuf-c refuses the message", offset: 0)
}
