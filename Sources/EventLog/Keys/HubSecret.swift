internal import Crypto

/// A secret of the hub itself: digests commands and seals tokens.
package struct HubSecret: Sendable {
  /// Keyed already: copied for each digest.
  private let digesting: HMAC<SHA256>
  private let sealing: SymmetricKey

  /// How many random bytes it is made of.
  static let secretBytes = 32

  /// A secret of its 32 bytes, from which the keys for digests and for sealing are separated by HKDF (RFC 5869).
  init(_ bytes: [UInt8]) {
    let secret = SymmetricKey(data: bytes)
    digesting = HMAC(key: Self.derive("cairn hub secret: digest", from: secret))
    sealing = Self.derive("cairn hub secret: sealing", from: secret)
  }

  /// HMAC-SHA-256, 32 bytes: nobody without the secret can test a guess against it.
  package func digest(_ bytes: [UInt8]) -> [UInt8] {
    var digest = digesting
    digest.update(data: bytes)
    return Array(digest.finalize())
  }

  /// Seals bytes so that equal bytes give an equal result: the nonce is the beginning of their digest.
  package func sealDeterministically(_ bytes: [UInt8], for purpose: String) -> [UInt8] {
    let purpose = Array(purpose.utf8)
    // Without its length, a purpose and bytes that are cut elsewhere would share their nonce with these.
    var message = BigEndianWriter(reservingBytes: 4 + purpose.count + bytes.count)
    message.write(UInt32(purpose.count))
    message.write(bytes: purpose)
    message.write(bytes: bytes)
    return SealedBox.seal(
      bytes, under: sealing, nonce: Array(digest(message.bytes).prefix(SealedBox.nonceBytes)), authenticating: purpose)
  }

  /// What `sealDeterministically` sealed for that purpose.
  package func open(_ sealed: [UInt8], for purpose: String) throws(SealingError) -> [UInt8] {
    try SealedBox.open(sealed, under: sealing, authenticating: Array(purpose.utf8))
  }

  private static func derive(_ purpose: String, from secret: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Array(purpose.utf8), outputByteCount: 32)
  }
}
