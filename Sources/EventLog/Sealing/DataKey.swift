internal import Crypto
package import Identifiers

/// A key that seals what is known of one subject in one case: when it is erased, nobody can read that any more.
///
/// It is three keys, drawn at once and kept as one: deriving them from a shorter secret would be as safe, and cost more
/// than all that is done with them.
package struct DataKey: Sendable {
  package let id: Identifier128
  /// What it is cut from when it is used: mostly a block of many keys, of which few are.
  private let secrets: SymmetricKey
  private let offset: Int

  /// How many random bytes a data key is made of.
  static let secretBytes = 3 * keyBytes
  private static let keyBytes = 32

  /// The data key whose random bytes begin at `offset`.
  init(id: Identifier128, secrets: SymmetricKey, offset: Int) {
    precondition(offset + Self.secretBytes <= secrets.bitCount / 8, "a data key is made of \(Self.secretBytes) bytes")
    self.id = id
    self.secrets = secrets
    self.offset = offset
  }

  /// Seals the parts of events.
  var sealing: SymmetricKey { key(0) }
  /// Commits to which key a part was sealed under.
  var commitment: SymmetricKey { key(1) }
  /// Seals the documents of views.
  var viewing: SymmetricKey { key(2) }

  private func key(_ index: Int) -> SymmetricKey {
    let start = offset + index * Self.keyBytes
    return secrets.withUnsafeBytes { SymmetricKey(data: $0[start..<(start + Self.keyBytes)]) }
  }
}
