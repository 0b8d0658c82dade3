internal import Crypto

/// A SHA-256 as four words: a million of them lie side by side in memory.
package struct Digest256: Hashable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Takes 32 bytes; `nil` if there are not exactly as many.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    func word(_ start: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in start..<(start + 8) { word = word << 8 | UInt64(bytes[index]) }
      return word
    }
    words = (word(0), word(8), word(16), word(24))
  }

  /// SHA-256 of `bytes`, as a client hashes what it sends.
  package init(hashing bytes: [UInt8]) {
    var hash = SHA256()
    hash.update(data: bytes)
    // A SHA-256 has 32 bytes.
    self = Self(bytes: [UInt8](hash.finalize())) ?? .zero
  }

  /// All bits zero.
  package static let zero = Digest256(words: (0, 0, 0, 0))

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Its 32 bytes.
  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.words == right.words
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.3)
  }
}
