package import Cryptography
internal import Identifiers

/// The key that wraps all others. It lives in a file of its own and in memory, never in a database.
package struct KeyEncryptionKey: Sendable {
  private let key: SecretKey
  private let random: RandomSource

  /// How many bytes a key-encryption key has.
  package static let byteCount = SecretKey.byteCount

  /// A key-encryption key of its 32 bytes; `nil` for any other number.
  package init?(bytes: [UInt8], random: RandomSource) {
    guard bytes.count == Self.byteCount else { return nil }
    key = SecretKey(SecretBytes(bytes))
    self.random = random
  }

  func wrap(_ secret: [UInt8], for label: [UInt8]) -> [UInt8] {
    SealedBox.seal(secret, under: key, authenticating: Self.associatedData(label), nonce: random.fill)
  }

  func unwrap(_ wrapped: [UInt8], for label: [UInt8]) throws(SealingError) -> [UInt8] {
    try SealedBox.open(wrapped, under: key, authenticating: Self.associatedData(label))
  }

  private static func associatedData(_ label: [UInt8]) -> [UInt8] {
    Array("cairn wrapped key: ".utf8) + label
  }
}
