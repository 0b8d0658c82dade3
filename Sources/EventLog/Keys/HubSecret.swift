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

  /// HMAC-SHA-256 of bytes, and of others behind them: nobody without the secret can test a guess against it.
  package func digest(_ bytes: [UInt8], then others: [UInt8] = []) -> Digest256 {
    digesting.code(bytes, then: others)
  }

  /// Seals bytes so that equal bytes give an equal result: the nonce is the beginning of their digest.
  package func sealDeterministically(_ bytes: [UInt8], for purpose: String) -> [UInt8] {
    let purpose = Array(purpose.utf8)
    // Without its length, a purpose and bytes that are cut elsewhere would share their nonce with these.
    var message = BigEndianWriter(byteCount: 4 + purpose.count + bytes.count)
    message.write(UInt32(purpose.count))
    message.write(bytes: purpose)
    message.write(bytes: bytes)
    let digest = digest(message.bytes)
    return SealedBox.seal(bytes, under: sealing, authenticating: purpose) { nonce in
      digest.withUnsafeBytes { nonce.copyBytes(from: $0.prefix(nonce.count)) }
    }
  }

  /// What `sealDeterministically` sealed for that purpose.
  package func open(_ sealed: [UInt8], for purpose: String) throws(SealingError) -> [UInt8] {
    try SealedBox.open(sealed, under: sealing, authenticating: Array(purpose.utf8))
  }
}
