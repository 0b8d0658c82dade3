/// PostgreSQL's binary COPY format: a signature of 11 bytes, flags u32 and an extension, then per row the number of
/// fields i16 and per field its length i32 (−1 for NULL) and bytes, and at the end the number −1. Big-endian.
///
/// Source: PostgreSQL 15, "COPY", Binary Format.
enum CopyFormat {
  static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
  static let header = signature + [0, 0, 0, 0, 0, 0, 0, 0]
  static let trailer: [UInt8] = [0xFF, 0xFF]

  /// Finds the fields of one message, which holds one row; the first also holds the header.
  ///
  /// - Returns: `false` for the trailer, which holds no row.
  static func readTuple(
    _ message: UnsafeRawBufferPointer, into fields: inout [UnsafeRawBufferPointer]
  ) throws(PostgresError) -> Bool {
    var offset = 0
    if message.count >= header.count, message.prefix(signature.count).elementsEqual(signature) { offset = header.count }
    // The header comes in a message of its own when there is no row.
    guard offset < message.count else { return false }
    guard message.count - offset >= 2 else { throw malformed }
    let count = Int16(bigEndian: message.loadUnaligned(fromByteOffset: offset, as: Int16.self))
    offset += 2
    guard count >= 0 else { return false }
    fields.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      guard message.count - offset >= 4 else { throw malformed }
      let length = Int(Int32(bigEndian: message.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
      offset += 4
      guard length >= 0 else {
        fields.append(UnsafeRawBufferPointer(start: nil, count: 0))
        continue
      }
      guard length <= message.count - offset else { throw malformed }
      fields.append(UnsafeRawBufferPointer(rebasing: message[offset..<(offset + length)]))
      offset += length
    }
    return true
  }

  private static var malformed: PostgresError {
    PostgresError(.protocolViolation, "PostgreSQL copies out rows that are not in its binary format.")
  }
}
