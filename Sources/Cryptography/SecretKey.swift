internal import CLibcrypto

/// A key of 256 bits, where it lies among secret bytes.
package struct SecretKey: Sendable {
  private let secret: SecretBytes
  private let offset: Int

  /// How many bytes a key has.
  package static let byteCount = 32

  /// The key whose bytes begin at `offset`.
  package init(_ secret: SecretBytes, at offset: Int = 0) {
    precondition(offset >= 0 && offset + Self.byteCount <= secret.count, "a key lies within its secret bytes")
    self.secret = secret
    self.offset = offset
  }

  /// A key of its own for one purpose, by HKDF-SHA-256 without a salt.
  ///
  /// Source: RFC 5869; EVP_KDF-HKDF(7ossl).
  package func derived(for purpose: String) -> SecretKey {
    var derived = [UInt8](repeating: 0, count: Self.byteCount)
    defer { OPENSSL_cleanse(&derived, derived.count) }
    let context = EVP_KDF_CTX_new(Algorithm.hkdf.pointer)
    defer { EVP_KDF_CTX_free(context) }
    let isDerived = withUnsafeBytes { key in
      Array(purpose.utf8).withUnsafeBytes { purpose in
        withParameters(
          [.text("digest", "SHA256"), .bytes("key", key), .bytes("info", purpose)]
        ) { EVP_KDF_derive(context, &derived, derived.count, $0) }
      }
    }
    precondition(isDerived == 1, "HKDF takes any key and purpose")
    return SecretKey(SecretBytes(derived))
  }

  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    secret.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + Self.byteCount)])) }
  }
}
