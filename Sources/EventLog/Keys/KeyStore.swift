package import Identifiers

/// Where wrapped keys are kept, apart from the log.
package protocol KeyStore: Sendable {
  /// Makes new blocks of keys durable.
  func add(_ blocks: [WrappedKeyBlock]) async throws(LogStoreError)

  /// Those of the named blocks that are there.
  func blocks(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKeyBlock]

  /// Puts a block in the place of what stands there, if that is still `old`; `false` if it is not.
  func replace(_ old: WrappedKeyBlock, with wrapped: [UInt8]) async throws(LogStoreError) -> Bool

  /// The hub's secret of that name; `candidate` becomes it if there is none yet.
  func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8]
}

/// A block of data keys as it is kept: sealed under the key-encryption key.
package struct WrappedKeyBlock: Hashable, Sendable {
  package let id: Identifier128
  package let wrapped: [UInt8]

  /// A wrapped block of its fields.
  package init(id: Identifier128, wrapped: [UInt8]) {
    self.id = id
    self.wrapped = wrapped
  }
}
