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
  package func seal(_ plaintext: [UInt8], eventID: Identifier128, index: Int, under key: DataKey) -> EventPart {
    EventPart(
      keyID: key.id, keyCommitment: Self.commitment(eventID: eventID, index: index, under: key),
      bytes: SealedBox.seal(
        plaintext, under: key.sealing, authenticating: associatedData(eventID: eventID, index: index, keyID: key.id),
        nonce: nonces.fill))
  }

  /// What was sealed.
  ///
  /// - Throws: `.notAuthentic` if the part was not sealed as this part of this event of this log under this key.
  package func open(
    _ part: EventPart, eventID: Identifier128, index: Int, under key: DataKey
  ) throws(SealingError) -> [UInt8] {
    let expected = Self.commitment(eventID: eventID, index: index, under: key)
    guard part.keyID == key.id, part.keyCommitment == expected else { throw .notAuthentic }
    return try SealedBox.open(
      part.bytes, under: key.sealing,
      authenticating: associatedData(eventID: eventID, index: index, keyID: key.id))
  }

  private func associatedData(eventID: Identifier128, index: Int, keyID: Identifier128) -> [UInt8] {
    var writer = BigEndianWriter(byteCount: 49)
    writer.write(logID)
    writer.write(eventID)
    writer.write(UInt8(index))
    writer.write(keyID)
    return writer.bytes
  }

  /// HMAC-SHA-256 of (event id ‖ part index): with AES-GCM alone, one ciphertext could be made to open under two keys.
  private static func commitment(eventID: Identifier128, index: Int, under key: DataKey) -> Digest256 {
    var writer = BigEndianWriter(byteCount: 17)
    writer.write(eventID)
    writer.write(UInt8(index))
    return Authenticator.code(writer.bytes, under: key.commitment)
  }
}
