internal import Cryptography
internal import Identifiers

/// The parts of an event as one column holds them: u8 count, then per part the key id (16), the key commitment (32), the
/// length (u32) and the bytes. Big-endian.
enum EventPartsCodec {
  static func byteCount(_ parts: [EventPart]) -> Int {
    1 + parts.reduce(0) { $0 + 52 + $1.bytes.count }
  }

  static func append(_ parts: [EventPart], to bytes: inout [UInt8]) {
    precondition(parts.count <= 255, "an event has 255 parts at most")
    bytes.append(UInt8(parts.count))
    for part in parts {
      let head = (part.keyID.high.bigEndian, part.keyID.low.bigEndian)
      withUnsafeBytes(of: head) { bytes.append(contentsOf: $0) }
      part.keyCommitment.withUnsafeBytes { bytes.append(contentsOf: $0) }
      withUnsafeBytes(of: UInt32(part.bytes.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: part.bytes)
    }
  }

  /// `nil` if the bytes are no such column.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [EventPart]? {
    guard let count = bytes.first else { return nil }
    var parts: [EventPart] = []
    parts.reserveCapacity(Int(count))
    var offset = 1
    for _ in 0..<count {
      guard bytes.count - offset >= 52 else { return nil }
      let keyID = Identifier128(
        high: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
        low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)))
      let commitment = Digest256(bytes: UnsafeRawBufferPointer(rebasing: bytes[(offset + 16)..<(offset + 48)]))
      let length = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 48, as: UInt32.self)))
      offset += 52
      guard length <= bytes.count - offset, let commitment else { return nil }
      parts.append(
        EventPart(keyID: keyID, keyCommitment: commitment, bytes: [UInt8](bytes[offset..<(offset + length)])))
      offset += length
    }
    return offset == bytes.count ? parts : nil
  }
}
