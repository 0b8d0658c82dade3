package import Identifiers
internal import Synchronization

/// Wrapped keys in memory, for tests and for trying things out.
package final class InMemoryKeyStore: KeyStore {
  private let wrapped = Mutex<[Identifier128: [UInt8]]>([:])
  private let secrets = Mutex<[String: [UInt8]]>([:])

  /// An empty store.
  package init() {}

  package func add(_ blocks: [WrappedKeyBlock]) async throws(LogStoreError) {
    wrapped.withLock { wrapped in
      for block in blocks { wrapped[block.id] = block.wrapped }
    }
  }

  package func blocks(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKeyBlock] {
    wrapped.withLock { wrapped in
      ids.compactMap { id in wrapped[id].map { WrappedKeyBlock(id: id, wrapped: $0) } }
    }
  }

  package func replace(_ old: WrappedKeyBlock, with new: [UInt8]) async throws(LogStoreError) -> Bool {
    wrapped.withLock { wrapped in
      guard wrapped[old.id] == old.wrapped else { return false }
      wrapped[old.id] = new
      return true
    }
  }

  package func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8] {
    secrets.withLock { secrets in
      let secret = secrets[name] ?? candidate
      secrets[name] = secret
      return secret
    }
  }
}
