internal import CLibcrypto

/// A SHA-256 that is being computed, in memory of whoever computes it: what Cairn hashes is mostly so short that to have
/// memory made for it takes as long as to hash it.
///
/// Source: FIPS 180-4.
struct SHA256 {
  private var state = SHA256_CTX()

  /// Of nothing yet.
  init() {
    precondition(SHA256_Init(&state) == 1, "SHA-256 begins whenever it is asked to")
  }

  /// Adds bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(SHA256_Update(&state, bytes.baseAddress, bytes.count) == 1, "SHA-256 takes any bytes")
  }

  /// The digest of all that was added.
  consuming func finish() -> Digest256 {
    Digest256 { digest in
      let bytes = digest.baseAddress?.assumingMemoryBound(to: UInt8.self)
      precondition(SHA256_Final(bytes, &state) == 1, "SHA-256 ends whenever it is asked to")
    }
  }

  /// Leaves nothing of what was added in this memory.
  mutating func wipe() {
    withUnsafeMutableBytes(of: &state) { OPENSSL_cleanse($0.baseAddress, $0.count) }
  }
}
