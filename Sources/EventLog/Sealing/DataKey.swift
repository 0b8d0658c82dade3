internal import Crypto
package import Identifiers

/// A key that seals what is known of one subject in one case: when it is erased, nobody can read that any more.
///
/// It is three keys, drawn at once and kept as one: deriving them from a shorter secret would be as safe, and cost more
/// than all that is done with them.
package struct DataKey: Sendable {
  package let id: Identifier128
  /// Seals the parts of events.
  let sealing: SymmetricKey
  /// Commits to which key a part was sealed under.
  let commitment: SymmetricKey
  /// Seals the documents of views.
  let viewing: SymmetricKey

  /// How many random bytes a data key is made of.
  static let secretBytes = 3 * keyBytes
  private static let keyBytes = 32

  /// A data key of its random bytes.
  init(id: Identifier128, secret: [UInt8]) {
    precondition(secret.count == Self.secretBytes, "a data key is made of \(Self.secretBytes) bytes")
    self.id = id
    sealing = Self.key(0, of: secret)
    commitment = Self.key(1, of: secret)
    viewing = Self.key(2, of: secret)
  }

  private static func key(_ index: Int, of secret: [UInt8]) -> SymmetricKey {
    secret.withUnsafeBytes { SymmetricKey(data: $0[(index * keyBytes)..<((index + 1) * keyBytes)]) }
  }
}
