internal import Crypto
package import Identifiers

/// A key that seals what is known of one subject in one case: when it is erased, nobody can read that any more.
package struct DataKey: Sendable {
  package let id: Identifier128
  let sealing: SymmetricKey
  let commitment: SymmetricKey
  private let secret: SymmetricKey

  /// How many bytes of secret a data key is made from.
  static let secretBytes = 32

  /// A data key of its 32 random bytes of secret, from which the keys for each purpose are separated by HKDF's second
  /// step; its first is for secrets that are not uniformly random.
  ///
  /// Source: RFC 5869 sections 2.3 and 3.3.
  init(id: Identifier128, secret: SymmetricKey) {
    self.id = id
    self.secret = secret
    sealing = Self.derive("cairn data key: sealing", from: secret)
    commitment = Self.derive("cairn data key: commitment", from: secret)
  }

  /// Seals the documents of views: who erases the data key erases them with it.
  var viewing: SymmetricKey { Self.derive("cairn data key: viewing", from: secret) }

  private static func derive(_ purpose: String, from secret: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.expand(pseudoRandomKey: secret, info: Array(purpose.utf8), outputByteCount: 32)
  }
}
