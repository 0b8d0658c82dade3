package import Cryptography
package import Identifiers

/// One part of an event as the log stores it: part 0 in clear, every other one sealed.
package struct EventPart: Hashable, Sendable {
  /// The data key that it is sealed under; nil-UUID for part 0.
  package let keyID: Identifier128
  /// Binds the key to this event and part; zero for part 0.
  package let keyCommitment: Digest256
  /// The bytes as stored.
  package let bytes: [UInt8]

  /// A part as it was read or sealed.
  package init(keyID: Identifier128, keyCommitment: Digest256, bytes: [UInt8]) {
    self.keyID = keyID
    self.keyCommitment = keyCommitment
    self.bytes = bytes
  }

  /// Part 0: in clear.
  package init(clear bytes: [UInt8]) {
    self.init(keyID: .nil128, keyCommitment: .zero, bytes: bytes)
  }

  /// What the leaf takes of it.
  package var digest: PartDigest {
    PartDigest(keyID: keyID, sha256: Digest256(hashing: bytes), keyCommitment: keyCommitment)
  }
}

/// What a leaf takes of a part: enough to prove it, nothing of what it says.
package struct PartDigest: Hashable, Sendable {
  /// The data key that the part is sealed under; nil-UUID for part 0.
  package let keyID: Identifier128
  /// Of the part as stored.
  package let sha256: Digest256
  /// Zero for part 0.
  package let keyCommitment: Digest256

  /// A digest as it was computed or received.
  package init(keyID: Identifier128, sha256: Digest256, keyCommitment: Digest256) {
    self.keyID = keyID
    self.sha256 = sha256
    self.keyCommitment = keyCommitment
  }
}
