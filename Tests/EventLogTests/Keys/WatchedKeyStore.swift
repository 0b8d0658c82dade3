@testable internal import EventLog
internal import Identifiers
internal import Synchronization

/// A key store in memory that tells which keys were made durable, and fails when told to.
final class WatchedKeyStore: KeyStore {
  let inner = InMemoryKeyStore()
  private let state = Mutex<(added: Set<Identifier128>, reads: Int, failsAdding: Bool)>(([], 0, false))

  var added: Set<Identifier128> { state.withLock(\.added) }
  var reads: Int { state.withLock(\.reads) }

  func failAdding(_ fails: Bool) {
    state.withLock { $0.failsAdding = fails }
  }

  func add(_ blocks: [WrappedKeyBlock]) async throws(LogStoreError) {
    // Gives others the chance to use keys that are not durable yet.
    for _ in 0..<10 { await Task.yield() }
    if state.withLock(\.failsAdding) { throw .unavailable(reason: "the keys' database is away") }
    try await inner.add(blocks)
    state.withLock { state in
      for block in blocks {
        for index in 0..<UInt64(KeyBlock.keyCount) {
          state.added.insert(Identifier128(high: block.id.high, low: block.id.low | index))
        }
      }
    }
  }

  func blocks(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKeyBlock] {
    state.withLock { $0.reads += 1 }
    return try await inner.blocks(ids)
  }

  func replace(_ old: WrappedKeyBlock, with wrapped: [UInt8]) async throws(LogStoreError) -> Bool {
    // Gives others the chance to come in between.
    for _ in 0..<10 { await Task.yield() }
    return try await inner.replace(old, with: wrapped)
  }

  func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8] {
    try await inner.secret(named: name, orElse: candidate)
  }
}
