internal import Crypto

/// AES-256-GCM as all of Cairn stores it: nonce (12), ciphertext, tag (16).
///
/// Source: NIST SP 800-38D.
enum SealedBox {
  static let nonceBytes = 12

  static func seal(
    _ plaintext: [UInt8], under key: SymmetricKey, nonce: [UInt8], authenticating associatedData: [UInt8]
  ) -> [UInt8] {
    guard
      let nonce = try? AES.GCM.Nonce(data: nonce),
      let combined = try? AES.GCM.seal(plaintext, using: key, nonce: nonce, authenticating: associatedData).combined
    else { preconditionFailure("AES-GCM takes a 256-bit key and a nonce of 12 bytes") }
    return Array(combined)
  }

  static func open(
    _ bytes: [UInt8], under key: SymmetricKey, authenticating associatedData: [UInt8]
  ) throws(SealingError) -> [UInt8] {
    guard
      let box = try? AES.GCM.SealedBox(combined: bytes),
      let plaintext = try? AES.GCM.open(box, using: key, authenticating: associatedData)
    else { throw .notAuthentic }
    return Array(plaintext)
  }
}
