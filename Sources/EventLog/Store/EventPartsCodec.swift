internal import Identifiers

/// The parts of an event as one column holds them: u8 count, then per part the key id (16), the key commitment (32), the
/// length (u32) and the bytes. Big-endian.
enum EventPartsCodec {
  static func encode(_ parts: [EventPart]) -> [UInt8] {
    precondition(parts.count <= 255, "an event has 255 parts at most")
    var writer = BigEndianWriter(reservingBytes: 1 + parts.reduce(0) { $0 + 52 + $1.bytes.count })
    writer.write(UInt8(parts.count))
    for part in parts {
      writer.write(part.keyID)
      writer.write(bytes: part.keyCommitment)
      writer.write(UInt32(part.bytes.count))
      writer.write(bytes: part.bytes)
    }
    return writer.bytes
  }

  /// `nil` if the bytes are no such column.
  static func decode(_ bytes: [UInt8]) -> [EventPart]? {
    var rest = bytes[...]
    func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    guard let count = take(1)?.first else { return nil }
    var parts: [EventPart] = []
    for _ in 0..<count {
      guard
        let keyID = take(16).flatMap({ Identifier128(bytes: $0) }), let commitment = take(32),
        let length = take(4)?.reduce(0, { $0 << 8 | Int($1) }), let stored = take(length)
      else { return nil }
      parts.append(EventPart(keyID: keyID, keyCommitment: Array(commitment), bytes: Array(stored)))
    }
    return rest.isEmpty ? parts : nil
  }
}
