internal import CLibcrypto

/// HMAC-SHA-256: nobody without the key can make or test a code.
///
/// Source: RFC 2104; EVP_MAC-HMAC(7ossl).
package enum Authenticator {
  /// The code of a message.
  package static func code(_ message: [UInt8], under key: SecretKey) -> Digest256 {
    Digest256 { digest in
      let context = ThreadContexts.current.code
      let isDone =
        key.withUnsafeBytes { key in
          EVP_MAC_init(context, key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count, nil)
        } == 1 && EVP_MAC_update(context, message, message.count) == 1
        && EVP_MAC_final(context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, digest.count) == 1
      precondition(isDone, "HMAC takes any key and message")
    }
  }
}
