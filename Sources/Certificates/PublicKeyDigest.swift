internal import Crypto
internal import SwiftASN1
internal import X509

/// Names a public key: SHA-256 of its subject public key info, 32 bytes.
package struct PublicKeyDigest: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// - Throws: what the encoder throws, which it does for no key that was read.
  init(of key: Certificate.PublicKey) throws {
    var serializer = DER.Serializer()
    try serializer.serialize(key)
    bytes = Array(SHA256.hash(data: serializer.serializedBytes))
  }

  package var description: String { Hexadecimal.text(of: bytes) }
}
