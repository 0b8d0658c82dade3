internal import Crypto
package import Identifiers

/// A key that seals what is known of one subject in one case: when it is erased, nobody can read that any more.
package struct DataKey: Sendable {
  package let id: Identifier128
  let sealing: SymmetricKey
  let commitment: SymmetricKey

  /// How many bytes of secret a data key is made from.
  static let secretBytes = 32

  /// A data key of its 32 bytes of secret, from which the sealing key and the commitment key are separated by HKDF.
  ///
  /// Source: RFC 5869.
  init(id: Identifier128, secret: SymmetricKey) {
    self.id = id
    sealing = Self.derive("cairn data key: sealing", from: secret)
    commitment = Self.derive("cairn data key: commitment", from: secret)
  }

  private static func derive(_ purpose: String, from secret: SymmetricKey) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Array(purpose.utf8), outputByteCount: 32)
  }
}
