internal import Crypto
package import Identifiers

/// One part of an event as the log stores it: part 0 in clear, every other one sealed.
package struct EventPart: Hashable, Sendable {
  /// The data key that it is sealed under; nil-UUID for part 0.
  package let keyID: Identifier128
  /// 32 bytes that bind the key to this event and part; zero for part 0.
  package let keyCommitment: [UInt8]
  /// The bytes as stored.
  package let bytes: [UInt8]

  /// How many bytes a key commitment has.
  package static let keyCommitmentBytes = 32

  /// A part as it was read or sealed.
  package init(keyID: Identifier128, keyCommitment: [UInt8], bytes: [UInt8]) {
    precondition(keyCommitment.count == Self.keyCommitmentBytes, "a key commitment is 32 bytes")
    self.keyID = keyID
    self.keyCommitment = keyCommitment
    self.bytes = bytes
  }

  /// Part 0: in clear.
  package init(clear bytes: [UInt8]) {
    self.init(
      keyID: .nil128, keyCommitment: [UInt8](repeating: 0, count: Self.keyCommitmentBytes), bytes: bytes)
  }

  /// What the leaf takes of it.
  package var digest: PartDigest {
    PartDigest(keyID: keyID, sha256: [UInt8](SHA256.hash(data: bytes)), keyCommitment: keyCommitment)
  }
}

/// What a leaf takes of a part: enough to prove it, nothing of what it says.
package struct PartDigest: Hashable, Sendable {
  /// The data key that the part is sealed under; nil-UUID for part 0.
  package let keyID: Identifier128
  /// SHA-256 of the part as stored, 32 bytes.
  package let sha256: [UInt8]
  /// 32 bytes; zero for part 0.
  package let keyCommitment: [UInt8]

  /// A digest as it was computed or received.
  package init(keyID: Identifier128, sha256: [UInt8], keyCommitment: [UInt8]) {
    self.keyID = keyID
    self.sha256 = sha256
    self.keyCommitment = keyCommitment
  }
}
