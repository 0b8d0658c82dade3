internal import Identifiers
internal import Libpq

/// A document as its table holds it.
package struct SealedRow: Sendable {
  let id: Identifier128
  let keyID: Identifier128
  let sealed: [UInt8]

  /// Reads three columns from `column` on: the id, the key's id and the sealed bytes.
  init(_ row: borrowing BinaryRow, at column: Int) throws(PostgresError) {
    id = Identifier128(try row.uuid(column))
    keyID = Identifier128(try row.uuid(column + 1))
    sealed = try row.bytes(column + 2)
  }
}
