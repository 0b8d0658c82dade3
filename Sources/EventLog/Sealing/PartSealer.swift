package import Cryptography
package import Identifiers

/// Seals event parts and opens them again: AES-256-GCM with a random nonce, bound to the log, the event, the part and the
/// key, so that no stored part can be passed off as another.
package struct PartSealer: Sendable {
  private let logID: Identifier128
  private let nonces: RandomSource

  /// A sealer for one log.
  package init(logID: Identifier128, random: RandomSource) {
    self.logID = logID
    nonces = random
  }

  /// Seals `plaintext` as part `index` of the event; the bytes are nonce (12), ciphertext and tag (16).
  package func seal(
    _ plaintext: UnsafeRawBufferPointer, eventID: Identifier128, index: Int, under key: DataKey
  ) -> EventPart {
    EventPart(
      keyID: key.id, keyCommitment: Self.commitment(eventID: eventID, index: index, under: key),
      bytes: withAssociatedData(eventID: eventID, index: index, keyID: key.id) {
        SealedBox.seal(plaintext, under: key.sealing, authenticating: $0, nonce: nonces.fill)
      })
  }

  /// What was sealed.
  ///
  /// - Throws: `.notAuthentic` if the part was not sealed as this part of this event of this log under this key.
  package func open(
    _ part: EventPart, eventID: Identifier128, index: Int, under key: DataKey
  ) throws(SealingError) -> [UInt8] {
    let expected = Self.commitment(eventID: eventID, index: index, under: key)
    guard part.keyID == key.id, part.keyCommitment == expected else { throw .notAuthentic }
    return try withAssociatedData(eventID: eventID, index: index, keyID: key.id) {
      associatedData throws(SealingError) in
      try SealedBox.open(part.bytes, under: key.sealing, authenticating: associatedData)
    }
  }

  private func withAssociatedData<Value, Failure>(
    eventID: Identifier128, index: Int, keyID: Identifier128, _ use: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try BigEndianWriter.withBytes(
      49,
      { writer in
        writer.write(logID)
        writer.write(eventID)
        writer.write(UInt8(index))
        writer.write(keyID)
      }, use: use)
  }

  /// HMAC-SHA-256 of (event id ‖ part index): with AES-GCM alone, one ciphertext could be made to open under two keys.
  private static func commitment(eventID: Identifier128, index: Int, under key: DataKey) -> Digest256 {
    BigEndianWriter.withBytes(17) { writer in
      writer.write(eventID)
      writer.write(UInt8(index))
    } use: {
      Authenticator.code($0, under: key.commitment)
    }
  }
}
