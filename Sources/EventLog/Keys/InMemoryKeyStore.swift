package import Identifiers
internal import Synchronization

/// Wrapped keys in memory, for tests and for trying things out.
package final class InMemoryKeyStore: KeyStore {
  private let wrapped = Mutex<[Identifier128: [UInt8]]>([:])
  private let secrets = Mutex<[String: [UInt8]]>([:])

  /// An empty store.
  package init() {}

  package func add(_ keys: [WrappedKey]) async throws(LogStoreError) {
    wrapped.withLock { wrapped in
      for key in keys { wrapped[key.id] = key.wrapped }
    }
  }

  package func keys(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKey] {
    wrapped.withLock { wrapped in
      ids.compactMap { id in wrapped[id].map { WrappedKey(id: id, wrapped: $0) } }
    }
  }

  package func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8] {
    secrets.withLock { secrets in
      let secret = secrets[name] ?? candidate
      secrets[name] = secret
      return secret
    }
  }

  /// Erases a key for good.
  package func erase(_ id: Identifier128) {
    wrapped.withLock { $0[id] = nil }
  }
}
