internal import Cryptography
internal import EventLog
internal import Identifiers

/// Records of access that are written together.
struct AccessPage: Sendable {
  /// Of the page, and no other.
  let id: Identifier128
  let records: [SealedAccess]
  /// Microseconds since 1970-01-01T00:00:00Z; never less than that of the page before.
  let recordedAt: Int64
  /// Where the log stood before it.
  let base: AccessHead
  /// Where it stands with it.
  let head: AccessHead

  /// The page of these records behind a head.
  init(id: Identifier128, _ records: [SealedAccess], behind base: AccessHead, now: Int64) {
    self.id = id
    self.records = records
    self.base = base
    recordedAt = max(now, base.recordedAt)
    var frontier = base.frontier
    for record in records {
      frontier.append(
        leaf: Self.leaf(
          of: record.id, record.bytes, logID: base.logID, position: frontier.leafCount + 1, recordedAt: recordedAt))
    }
    head = AccessHead(logID: base.logID, recordedAt: recordedAt, frontier: frontier)
  }

  /// SHA-256(0x00 ‖ "CRA1" ‖ log id 16 ‖ position u64 ‖ recorded at, µs u64 ‖ record id 16 ‖ SHA-256 of the sealed record 32),
  /// big-endian.
  ///
  /// Source: RFC 6962 section 2.1.
  static func leaf(
    of recordID: Identifier128, _ sealed: [UInt8], logID: Identifier128, position: UInt64, recordedAt: Int64
  ) -> Digest256 {
    BigEndianWriter.withBytes(85) { writer in
      writer.write(UInt8(0))
      writer.write(text: "CRA1")
      writer.write(logID)
      writer.write(position)
      writer.write(UInt64(bitPattern: recordedAt))
      writer.write(recordID)
      writer.write(Digest256(hashing: sealed))
    } use: {
      Digest256(hashing: $0)
    }
  }
}
