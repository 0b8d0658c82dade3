package import Identifiers

/// Where wrapped keys are kept, apart from the log.
package protocol KeyStore: Sendable {
  /// Makes a block of new keys durable.
  func add(_ keys: [WrappedKey]) async throws(LogStoreError)

  /// Those of the named keys that have not been erased.
  func keys(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKey]

  /// The hub's secret of that name; `candidate` becomes it if there is none yet.
  func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8]
}

/// A data key as it is kept: sealed under the key-encryption key.
package struct WrappedKey: Hashable, Sendable {
  package let id: Identifier128
  package let wrapped: [UInt8]

  /// A wrapped key of its fields.
  package init(id: Identifier128, wrapped: [UInt8]) {
    self.id = id
    self.wrapped = wrapped
  }
}
