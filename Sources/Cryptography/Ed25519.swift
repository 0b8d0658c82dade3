internal import CLibcrypto

/// Signatures that anybody can verify who has the public key.
///
/// Source: RFC 8032 section 5.1; EVP_SIGNATURE-ED25519(7ossl).
package enum Ed25519 {
  /// Bytes of a public key, and of the secret that it is made from.
  package static let keyBytes = 32
  /// Bytes of a signature.
  package static let signatureBytes = 64

  /// Whether this is a signature of the message by who has the secret half of the public key.
  package static func isSignature(_ signature: [UInt8], of message: [UInt8], under publicKey: [UInt8]) -> Bool {
    guard signature.count == signatureBytes, publicKey.count == keyBytes,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
    else { return false }
    defer { EVP_PKEY_free(key) }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
