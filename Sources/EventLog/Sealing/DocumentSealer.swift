package import Cryptography
package import Identifiers

/// Seals view documents at rest, each bound to its table, its id and its key, so that no row can be passed off as another.
package struct DocumentSealer: Sendable {
  private let table: String
  private let random: RandomSource

  /// A sealer for the documents of one table.
  package init(table: String, random: RandomSource) {
    self.table = table
    self.random = random
  }

  /// Seals a document; the bytes are nonce (12), ciphertext and tag (16).
  package func seal(_ plaintext: [UInt8], id: Identifier128, under key: DataKey) -> [UInt8] {
    SealedBox.seal(
      plaintext, under: key.viewing, authenticating: associatedData(id: id, keyID: key.id), nonce: random.fill)
  }

  /// What was sealed.
  ///
  /// - Throws: `.notAuthentic` if it was not sealed as this document of this table under this key.
  package func open(_ sealed: [UInt8], id: Identifier128, under key: DataKey) throws(SealingError) -> [UInt8] {
    try SealedBox.open(sealed, under: key.viewing, authenticating: associatedData(id: id, keyID: key.id))
  }

  private func associatedData(id: Identifier128, keyID: Identifier128) -> [UInt8] {
    var writer = BigEndianWriter(byteCount: 32 + table.utf8.count)
    writer.write(id)
    writer.write(keyID)
    writer.write(text: table)
    return writer.bytes
  }
}
