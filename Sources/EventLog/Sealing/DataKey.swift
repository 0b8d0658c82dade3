internal import Cryptography
package import Identifiers

/// A key that seals what is known of one subject in one case: when it is erased, nobody can read that any more.
///
/// It is three keys, drawn at once and kept as one: deriving them from a shorter secret would be as safe, and cost more
/// than all that is done with them.
package struct DataKey: Sendable {
  package let id: Identifier128
  /// What it is cut from when it is used: mostly a block of many keys, of which few are.
  private let secrets: SecretBytes
  private let offset: Int

  /// How many random bytes a data key is made of.
  static let secretBytes = 3 * SecretKey.byteCount

  /// The data key whose random bytes begin at `offset`.
  init(id: Identifier128, secrets: SecretBytes, offset: Int) {
    precondition(offset + Self.secretBytes <= secrets.count, "a data key is made of \(Self.secretBytes) bytes")
    self.id = id
    self.secrets = secrets
    self.offset = offset
  }

  /// Seals the parts of events.
  var sealing: SecretKey { key(0) }
  /// Commits to which key a part was sealed under.
  var commitment: SecretKey { key(1) }
  /// Seals the documents of views.
  var viewing: SecretKey { key(2) }

  private func key(_ index: Int) -> SecretKey {
    SecretKey(secrets, at: offset + index * SecretKey.byteCount)
  }
}
