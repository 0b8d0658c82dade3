internal import Identifiers

/// A table that holds rows of a view, as far as generations of it can be compared.
package struct ReadTable: Sendable {
  package let name: String
  /// The column that tells a row of a generation from the others.
  let idColumn: String
  /// What else stands in clear.
  let clearColumns: [String]
  /// Opens its sealed documents, into their bytes before they were sealed; `nil` if it holds none.
  let openDocuments: (@Sendable ([SealedRow]) async throws(ProjectionError) -> [Identifier128: [UInt8]])?
}
