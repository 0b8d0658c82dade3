internal import CLibcrypto

/// The secret half of an Ed25519 key pair, and its public half.
package struct SigningKey: ~Copyable {
  private let key: OpaquePointer
  /// What others verify its signatures with: 32 bytes.
  package let publicKey: [UInt8]

  /// A key from fresh bytes that nobody else gets.
  package init(random: RandomSource) {
    guard let key = Self(secret: random.bytes(Ed25519.keyBytes)) else {
      preconditionFailure("any 32 bytes are an Ed25519 key")
    }
    self = key
  }

  /// The key of 32 secret bytes; `nil` if there are not exactly as many.
  package init?(secret: [UInt8]) {
    guard secret.count == Ed25519.keyBytes,
      let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, secret, secret.count)
    else { return nil }
    self.init(owning: key)
  }

  /// Reads the form that OpenSSL writes; `nil` if it is no Ed25519 key, or is encrypted.
  ///
  /// Source: RFC 7468 section 10, RFC 8410 section 7.
  package init?(pem: String) {
    // An empty passphrase, so that libcrypto asks nobody for one.
    var passphrase: [CChar] = [0]
    guard let key = PEM.reading(pem, { PEM_read_bio_PrivateKey($0, nil, nil, &passphrase) }) else {
      ERR_clear_error()
      return nil
    }
    guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 else {
      EVP_PKEY_free(key)
      return nil
    }
    self.init(owning: key)
  }

  private init(owning key: OpaquePointer) {
    self.key = key
    var publicKey = [UInt8](repeating: 0, count: Ed25519.keyBytes)
    var count = publicKey.count
    let isRead = EVP_PKEY_get_raw_public_key(key, &publicKey, &count) == 1
    precondition(isRead && count == Ed25519.keyBytes, "an Ed25519 key has a public half")
    self.publicKey = publicKey
  }

  deinit {
    EVP_PKEY_free(key)
  }

  /// Signs a message: 64 bytes, the same for the same message.
  package func signature(of message: [UInt8]) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var signature = [UInt8](repeating: 0, count: Ed25519.signatureBytes)
    var count = signature.count
    let isSigned =
      EVP_DigestSignInit(context, nil, nil, nil, key) == 1
      && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    precondition(isSigned && count == Ed25519.signatureBytes, "Ed25519 signs any message")
    return signature
  }

  /// The key as OpenSSL reads it: secret.
  package var pem: String {
    PEM.text { PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) }
  }
}
