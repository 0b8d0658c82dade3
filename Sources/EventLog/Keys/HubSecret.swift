package import Cryptography

/// A secret of the hub itself: digests commands and seals tokens.
package struct HubSecret: Sendable {
  private let digesting: Authenticator
  private let sealing: SecretKey

  /// How many random bytes it is made of.
  static let secretBytes = SecretKey.byteCount

  /// A secret of its 32 bytes, from which the keys for digests and for sealing are separated by HKDF (RFC 5869).
  init(_ bytes: [UInt8]) {
    let secret = SecretKey(SecretBytes(bytes))
    digesting = Authenticator(secret.derived(for: "cairn hub secret: digest"))
    sealing = secret.derived(for: "cairn hub secret: sealing")
  }

  /// HMAC-SHA-256 of bytes: nobody without the secret can test a guess against it.
  package func digest(_ bytes: UnsafeRawBufferPointer) -> Digest256 {
    digesting.code(bytes)
  }

  /// HMAC-SHA-256 of bytes.
  package func digest(_ bytes: [UInt8]) -> Digest256 {
    bytes.withUnsafeBytes(digest)
  }

  /// HMAC-SHA-256 of a text and of bytes behind it.
  package func digest(_ text: String, then bytes: UnsafeRawBufferPointer) -> Digest256 {
    var text = text
    return text.withUTF8 { digesting.code(UnsafeRawBufferPointer($0), then: bytes) }
  }

  /// Seals bytes so that equal bytes give an equal result: the nonce is the beginning of their digest.
  package func sealDeterministically(_ bytes: UnsafeRawBufferPointer, for purpose: String) -> [UInt8] {
    var purpose = purpose
    return purpose.withUTF8 { purpose in
      let purpose = UnsafeRawBufferPointer(purpose)
      // Without its length, a purpose and bytes that are cut elsewhere would share their nonce with these.
      let digest = BigEndianWriter.withBytes(4 + purpose.count + bytes.count) { message in
        message.write(UInt32(purpose.count))
        message.write(raw: purpose)
        message.write(raw: bytes)
      } use: {
        digesting.code($0)
      }
      return SealedBox.seal(bytes, under: sealing, authenticating: purpose) { nonce in
        digest.withUnsafeBytes { nonce.copyBytes(from: $0.prefix(nonce.count)) }
      }
    }
  }

  /// What `sealDeterministically` sealed for that purpose.
  package func open(_ sealed: [UInt8], for purpose: String) throws(SealingError) -> [UInt8] {
    try BigEndianWriter.withBytes(purpose.utf8.count) {
      $0.write(text: purpose)
    } use: { purpose throws(SealingError) in
      try SealedBox.open(sealed, under: sealing, authenticating: purpose)
    }
  }
}
