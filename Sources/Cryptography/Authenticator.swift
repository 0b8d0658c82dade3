internal import CLibcrypto

/// HMAC-SHA-256: nobody without the key can make or test a code.
///
/// For a key that makes many codes, what all of them begin with is hashed once: of a short message that is half of all there
/// is to hash.
///
/// Source: RFC 2104.
package final class Authenticator: @unchecked Sendable {
  // Sound to share: nothing writes to them between `init` and `deinit`; libcrypto wipes what it frees.
  private let inner: OpaquePointer
  private let outer: OpaquePointer

  /// For codes under this key.
  package init(_ key: SecretKey) {
    guard let inner = EVP_MD_CTX_new(), let outer = EVP_MD_CTX_new(),
      Self.begin(inner, .inner, key), Self.begin(outer, .outer, key)
    else { preconditionFailure("libcrypto has no memory left") }
    self.inner = inner
    self.outer = outer
  }

  deinit {
    EVP_MD_CTX_free(inner)
    EVP_MD_CTX_free(outer)
  }

  /// The code of a message, which may come in two pieces.
  package func code(
    _ message: UnsafeRawBufferPointer, then rest: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) -> Digest256 {
    Self.code(message, rest) { context, hash in EVP_MD_CTX_copy_ex(context, hash == .inner ? inner : outer) == 1 }
  }

  /// The code of a message under a key that makes no other.
  package static func code(_ message: UnsafeRawBufferPointer, under key: SecretKey) -> Digest256 {
    code(message, UnsafeRawBufferPointer(start: nil, count: 0)) { context, hash in begin(context, hash, key) }
  }

  /// A code is a hash over a hash; the number is what each byte of the key is mixed with.
  private enum Hash: UInt8 {
    case inner = 0x36
    case outer = 0x5C
  }

  private static func code(
    _ message: UnsafeRawBufferPointer, _ rest: UnsafeRawBufferPointer, _ begin: (OpaquePointer, Hash) -> Bool
  ) -> Digest256 {
    Digest256 { digest in
      let context = ThreadContexts.current.digest
      let bytes = digest.baseAddress?.assumingMemoryBound(to: UInt8.self)
      let isDone =
        begin(context, .inner) && EVP_DigestUpdate(context, message.baseAddress, message.count) == 1
        && EVP_DigestUpdate(context, rest.baseAddress, rest.count) == 1
        && EVP_DigestFinal_ex(context, bytes, nil) == 1
        && begin(context, .outer) && EVP_DigestUpdate(context, bytes, digest.count) == 1
        && EVP_DigestFinal_ex(context, bytes, nil) == 1
      precondition(isDone, "HMAC takes any key and message")
    }
  }

  private static func begin(_ context: OpaquePointer, _ hash: Hash, _ key: SecretKey) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: blockBytes, alignment: 16) { block in
      defer { OPENSSL_cleanse(block.baseAddress, block.count) }
      block.initializeMemory(as: UInt8.self, repeating: hash.rawValue)
      key.withUnsafeBytes { key in
        for index in key.indices { block[index] ^= key[index] }
      }
      return EVP_DigestInit_ex2(context, Algorithm.sha256.pointer, nil) == 1
        && EVP_DigestUpdate(context, block.baseAddress, block.count) == 1
    }
  }

  /// Of SHA-256.
  private static let blockBytes = 64
}
