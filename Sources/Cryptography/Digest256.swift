internal import CLibcrypto

/// A SHA-256, or an HMAC over one: 32 bytes that lie in place, so that a million of them lie side by side in memory.
package struct Digest256: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// How many bytes it has.
  package static let byteCount = 32
  /// All bits zero.
  package static let zero = Digest256()

  private init() {
    words = (0, 0, 0, 0)
  }

  /// Takes 32 bytes; `nil` if there are not exactly as many.
  package init?(bytes: [UInt8]) {
    guard let digest = bytes.withUnsafeBytes(Self.init(bytes:)) else { return nil }
    self = digest
  }

  /// Takes 32 bytes; `nil` if there are not exactly as many.
  package init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    self = Self { $0.copyMemory(from: bytes) }
  }

  /// A digest of its words, the first of which holds bytes 0 to 7, most significant first.
  package init(bigEndianWords words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
  }

  /// SHA-256 of the bytes.
  ///
  /// Source: FIPS 180-4.
  package init(hashing bytes: UnsafeRawBufferPointer) {
    self.init { digest in
      let context = ThreadContexts.current.digest
      let isHashed =
        EVP_DigestInit_ex2(context, nil, nil) == 1 && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
        && EVP_DigestFinal_ex(context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil) == 1
      precondition(isHashed, "SHA-256 takes any bytes")
    }
  }

  /// SHA-256 of the bytes.
  package init(hashing bytes: [UInt8]) {
    self = bytes.withUnsafeBytes(Self.init(hashing:))
  }

  /// A digest that `write` fills in.
  init(_ write: (UnsafeMutableRawBufferPointer) -> Void) {
    self.init()
    withUnsafeMutableBytes(of: &words, write)
  }

  /// Its first 8 bytes as a number, most significant first.
  package var firstWord: UInt64 { words.0.bigEndian }

  /// Its 32 bytes.
  package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Calls `body` with its 32 bytes.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Swift.withUnsafeBytes(of: words, body)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.3)
  }
}
