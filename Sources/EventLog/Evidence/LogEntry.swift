package import Cryptography
package import Identifiers

/// All that a leaf of the log commits to.
package struct LogEntry: Hashable, Sendable {
  package var logID: Identifier128
  /// From 1, without a gap.
  package var position: UInt64
  /// Microseconds since 1970-01-01T00:00:00Z; never less than that of the position before.
  package var recordedAt: Int64
  package var eventID: Identifier128
  package var streamID: Identifier128
  /// Within the stream, from 1, without a gap.
  package var version: UInt64
  package var actorID: Identifier128
  package var commandID: Identifier128
  /// Such as "cairn.v1.CaseOpened".
  package var type: String
  /// Part 0 first; at most 255.
  package var parts: [PartDigest]

  /// An entry of its fields, in the order in which they are hashed.
  package init(
    logID: Identifier128, position: UInt64, recordedAt: Int64, eventID: Identifier128, streamID: Identifier128,
    version: UInt64, actorID: Identifier128, commandID: Identifier128, type: String, parts: [PartDigest]
  ) {
    self.logID = logID
    self.position = position
    self.recordedAt = recordedAt
    self.eventID = eventID
    self.streamID = streamID
    self.version = version
    self.actorID = actorID
    self.commandID = commandID
    self.type = type
    self.parts = parts
  }

  /// The entry as hashed: "CRN1" and the fields, big-endian, the type behind its u16 length, the parts behind their
  /// u8 count.
  package var encoded: [UInt8] {
    BigEndianWriter.bytes(encodedByteCount) { write(to: &$0) }
  }

  /// SHA-256(0x00 ‖ entry).
  ///
  /// Source: RFC 6962 section 2.1.
  package var leaf: Digest256 {
    BigEndianWriter.withBytes(1 + encodedByteCount) { writer in
      writer.write(UInt8(0))
      write(to: &writer)
    } use: {
      Digest256(hashing: $0)
    }
  }

  private var encodedByteCount: Int { 111 + type.utf8.count + parts.count * 80 }

  private func write(to writer: inout BigEndianWriter) {
    writer.write(text: "CRN1")
    writer.write(logID)
    writer.write(position)
    writer.write(UInt64(bitPattern: recordedAt))
    writer.write(eventID)
    writer.write(streamID)
    writer.write(version)
    writer.write(actorID)
    writer.write(commandID)
    writer.write(UInt16(type.utf8.count))
    writer.write(text: type)
    writer.write(UInt8(parts.count))
    for part in parts {
      writer.write(part.keyID)
      writer.write(part.sha256)
      writer.write(part.keyCommitment)
    }
  }
}
