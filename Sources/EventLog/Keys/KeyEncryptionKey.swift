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
    Self.withAssociatedData(label) { associatedData in
      secret.withUnsafeBytes { SealedBox.seal($0, under: key, authenticating: associatedData, nonce: random.fill) }
    }
  }

  func unwrap(_ wrapped: [UInt8], for label: [UInt8]) throws(SealingError) -> [UInt8] {
    try Self.withAssociatedData(label) { associatedData throws(SealingError) in
      try SealedBox.open(wrapped, under: key, authenticating: associatedData)
    }
  }

  private static func withAssociatedData<Value, Failure>(
    _ label: [UInt8], _ use: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let prefix = "cairn wrapped key: "
    return try BigEndianWriter.withBytes(
      prefix.utf8.count + label.count,
      { writer in
        writer.write(text: prefix)
        writer.write(bytes: label)
      }, use: use)
  }
}
