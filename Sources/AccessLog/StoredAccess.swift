package import Cryptography
package import Identifiers

/// A record of access as it stands in the log.
package struct StoredAccess: Hashable, Sendable {
  /// From 1, without a gap.
  package let position: UInt64
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let recordedAt: Int64
  package let id: Identifier128
  /// What it says, sealed.
  package let bytes: [UInt8]

  /// Its leaf in the log of that id.
  package func leaf(logID: Identifier128) -> Digest256 {
    AccessPage.leaf(of: id, bytes, logID: logID, position: position, recordedAt: recordedAt)
  }
}
