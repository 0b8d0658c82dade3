internal import CLibcrypto

/// HMAC-SHA-256: nobody without the key can make or test a code.
///
/// For a key that makes many codes, what all of them begin with is hashed once: of a short message that is half of all there
/// is to hash.
///
/// Source: RFC 2104.
package final class Authenticator: @unchecked Sendable {
  // Sound to share: nothing writes to them between `init` and `deinit`.
  private var inner: SHA256
  private var outer: SHA256

  /// For codes under this key.
  package init(_ key: SecretKey) {
    inner = Self.begin(.inner, key)
    outer = Self.begin(.outer, key)
  }

  deinit {
    inner.wipe()
    outer.wipe()
  }

  /// The code of a message, which may come in two pieces.
  package func code(
    _ message: UnsafeRawBufferPointer, then rest: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) -> Digest256 {
    var hash = inner
    hash.update(message)
    hash.update(rest)
    return Self.end(hash, outer)
  }

  /// The code of a message under a key that makes no other.
  package static func code(_ message: UnsafeRawBufferPointer, under key: SecretKey) -> Digest256 {
    var hash = begin(.inner, key)
    hash.update(message)
    return end(hash, begin(.outer, key))
  }

  /// A code is a hash over a hash; the number is what each byte of the key is mixed with.
  private enum Hash: UInt8 {
    case inner = 0x36
    case outer = 0x5C
  }

  private static func begin(_ hash: Hash, _ key: SecretKey) -> SHA256 {
    withUnsafeTemporaryAllocation(byteCount: blockBytes, alignment: 16) { block in
      defer { OPENSSL_cleanse(block.baseAddress, block.count) }
      block.initializeMemory(as: UInt8.self, repeating: hash.rawValue)
      key.withUnsafeBytes { key in
        for index in key.indices { block[index] ^= key[index] }
      }
      var begun = SHA256()
      begun.update(UnsafeRawBufferPointer(block))
      return begun
    }
  }

  private static func end(_ inner: SHA256, _ outer: SHA256) -> Digest256 {
    var hash = outer
    inner.finish().withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  /// Of SHA-256.
  private static let blockBytes = 64
}
