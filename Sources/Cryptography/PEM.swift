internal import CLibcrypto

/// Keys as text between lines of dashes.
///
/// Source: RFC 7468.
package enum PEM {
  /// An Ed25519 public key as OpenSSL reads it; `nil` if it does not have 32 bytes.
  package static func text(ofPublicKey publicKey: [UInt8]) -> String? {
    guard publicKey.count == Ed25519.keyBytes,
      let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
    else { return nil }
    defer { EVP_PKEY_free(key) }
    return text { PEM_write_bio_PUBKEY($0, key) }
  }

  /// Reads an Ed25519 public key; `nil` if it is none.
  package static func publicKey(of pem: String) -> [UInt8]? {
    guard let key = reading(pem, { PEM_read_bio_PUBKEY($0, nil, nil, nil) }) else {
      ERR_clear_error()
      return nil
    }
    defer { EVP_PKEY_free(key) }
    var publicKey = [UInt8](repeating: 0, count: Ed25519.keyBytes)
    var count = publicKey.count
    guard EVP_PKEY_get_id(key) == EVP_PKEY_ED25519, EVP_PKEY_get_raw_public_key(key, &publicKey, &count) == 1 else {
      return nil
    }
    return publicKey
  }

  /// What `read` makes of a text. It is not copied: libcrypto reads it where it is, as long as it reads.
  static func reading(_ pem: String, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
    Array(pem.utf8).withUnsafeBytes { text in
      guard let memory = BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else { return nil }
      defer { BIO_free(memory) }
      return read(memory)
    }
  }

  /// What `write` writes.
  static func text(_ write: (OpaquePointer) -> Int32) -> String {
    guard let memory = BIO_new(BIO_s_mem()) else { preconditionFailure("libcrypto has no memory left") }
    defer { BIO_free(memory) }
    precondition(write(memory) == 1, "libcrypto writes its own keys")
    var start: UnsafeMutablePointer<CChar>?
    let count = cairn_bio_data(memory, &start)
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
