internal import Crypto
internal import DequeModule
package import Identifiers
internal import Synchronization

/// Hands out data keys: fresh ones from blocks that were made durable ahead, known ones from a bounded cache.
package final class KeyRing: Sendable {
  private struct State {
    var fresh: Deque<DataKey> = []
    var known = RecencyCache<Identifier128, DataKey>(capacity: KeyRing.knownMax)
  }

  private let store: any KeyStore
  private let keyEncryptionKey: KeyEncryptionKey
  private let random: RandomSource
  private let now: @Sendable () -> Int64
  private let state = Mutex(State())
  private let minting = AsyncMutex()

  /// How many keys are minted at a time.
  package static let blockKeys = 1_024
  /// How many unwrapped keys are remembered.
  package static let knownMax = 65_536

  /// A ring over a store.
  ///
  /// - Parameter now: microseconds since 1970-01-01T00:00:00Z.
  package init(
    store: any KeyStore, keyEncryptionKey: KeyEncryptionKey, random: RandomSource,
    now: @escaping @Sendable () -> Int64
  ) {
    self.store = store
    self.keyEncryptionKey = keyEncryptionKey
    self.random = random
    self.now = now
  }

  /// `count` keys that were never used, each durable already.
  package func take(_ count: Int) async throws(LogStoreError) -> [DataKey] {
    while true {
      if let keys = takeMinted(count) { return keys }
      try await minting.run { [self] () async throws(LogStoreError) in
        guard state.withLock({ $0.fresh.count < count }) else { return }
        try await mint(max(count, Self.blockKeys))
      }
    }
  }

  /// Gives back keys that were taken and not used.
  package func giveBack(_ keys: some Collection<DataKey>) {
    state.withLock { $0.fresh.append(contentsOf: keys) }
  }

  /// The keys that have not been erased, by their ids.
  package func keys(_ ids: Set<Identifier128>) async throws(LogStoreError) -> [Identifier128: DataKey] {
    var found: [Identifier128: DataKey] = [:]
    var missing: [Identifier128] = []
    state.withLock { state in
      for id in ids where id != .nil128 {
        if let key = state.known[id] { found[id] = key } else { missing.append(id) }
      }
    }
    guard !missing.isEmpty else { return found }
    for wrapped in try await store.keys(missing) {
      let key = try unwrap(wrapped)
      found[key.id] = key
      state.withLock { $0.known[key.id] = key }
    }
    return found
  }

  /// The hub's own secret of that name, 32 bytes; made on first use, the same for ever.
  package func hubSecret(named name: String) async throws(LogStoreError) -> HubSecret {
    let candidate = keyEncryptionKey.wrap(random.bytes(HubSecret.secretBytes), for: Array(name.utf8))
    let wrapped = try await store.secret(named: name, orElse: candidate)
    do {
      return HubSecret(try keyEncryptionKey.unwrap(wrapped, for: Array(name.utf8)))
    } catch {
      throw .corrupt(
        reason: "the hub's secret \(name) does not open under this key-encryption key: is it another hub's?")
    }
  }

  private func takeMinted(_ count: Int) -> [DataKey]? {
    state.withLock { state in
      guard state.fresh.count >= count else { return nil }
      let taken = Array(state.fresh.prefix(count))
      state.fresh.removeFirst(count)
      for key in taken { state.known[key.id] = key }
      return taken
    }
  }

  private func mint(_ count: Int) async throws(LogStoreError) {
    var keys: [DataKey] = []
    var wrapped: [WrappedKey] = []
    let time = now()
    for _ in 0..<count {
      let id = Identifier128.version7(microseconds: time, random: random.word())
      let secret = random.bytes(DataKey.secretBytes)
      keys.append(DataKey(id: id, secret: secret))
      wrapped.append(WrappedKey(id: id, wrapped: keyEncryptionKey.wrap(secret, for: id.bytes)))
    }
    try await store.add(wrapped)
    state.withLock { $0.fresh.append(contentsOf: keys) }
  }

  private func unwrap(_ wrapped: WrappedKey) throws(LogStoreError) -> DataKey {
    guard let secret = try? keyEncryptionKey.unwrap(wrapped.wrapped, for: wrapped.id.bytes) else {
      throw .corrupt(reason: "data key \(wrapped.id) does not open under this key-encryption key")
    }
    guard secret.count == DataKey.secretBytes else {
      throw .corrupt(reason: "data key \(wrapped.id) is not made of \(DataKey.secretBytes) bytes")
    }
    return DataKey(id: wrapped.id, secret: secret)
  }
}
