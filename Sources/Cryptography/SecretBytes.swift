internal import CLibcrypto

/// Bytes that nobody else may see: they are wiped when the last who holds them lets go.
package final class SecretBytes: @unchecked Sendable {
  // Sound to share: nothing writes to them between `init` and `deinit`.
  private let bytes: UnsafeMutableRawBufferPointer

  /// A copy of the bytes.
  package init(_ bytes: [UInt8]) {
    self.bytes = .allocate(byteCount: bytes.count, alignment: 16)
    self.bytes.copyBytes(from: bytes)
  }

  deinit {
    OPENSSL_cleanse(bytes.baseAddress, bytes.count)
    bytes.deallocate()
  }

  /// How many there are.
  package var count: Int { bytes.count }

  /// Calls `body` with the bytes.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(bytes))
  }
}
