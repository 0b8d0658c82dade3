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
    withAssociatedData(id: id, keyID: key.id) { associatedData in
      plaintext.withUnsafeBytes {
        SealedBox.seal($0, under: key.viewing, authenticating: associatedData, nonce: random.fill)
      }
    }
  }

  /// What was sealed.
  ///
  /// - Throws: `.notAuthentic` if it was not sealed as this document of this table under this key.
  package func open(_ sealed: [UInt8], id: Identifier128, under key: DataKey) throws(SealingError) -> [UInt8] {
    try withAssociatedData(id: id, keyID: key.id) { associatedData throws(SealingError) in
      try SealedBox.open(sealed, under: key.viewing, authenticating: associatedData)
    }
  }

  private func withAssociatedData<Value, Failure>(
    id: Identifier128, keyID: Identifier128, _ use: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try BigEndianWriter.withBytes(
      32 + table.utf8.count,
      { writer in
        writer.write(id)
        writer.write(keyID)
        writer.write(text: table)
      }, use: use)
  }
}
