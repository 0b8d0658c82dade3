package import Cryptography
internal import DequeModule
package import Identifiers
internal import Synchronization

/// Hands out data keys: fresh ones from blocks that were made durable ahead, known ones from a bounded cache.
package final class KeyRing: Sendable {
  private struct State {
    var fresh: Deque<DataKey> = []
    /// How many keys the next minting makes.
    var nextMinting = KeyRing.mintedKeysMin
    var isRefilling = false
    var known = RecencyCache<Identifier128, KeyBlock>(capacity: KeyRing.knownBlocksMax)
  }

  private let store: any KeyStore
  private let keyEncryptionKey: KeyEncryptionKey
  private let random: RandomSource
  private let now: @Sendable () -> Int64
  private let state = Mutex(State())
  private let minting = AsyncMutex()

  /// How many keys are minted at first. Each time twice as many, up to the most: whoever opens few cases leaves few keys
  /// unused, and an import does not wait for every thousandth case.
  package static let mintedKeysMin = 1_024
  /// How many keys are minted at a time, unless more are wanted at once.
  static let mintedKeysMax = 8_192
  /// How many unwrapped blocks are remembered.
  static let knownBlocksMax = 2_048

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
      try await mint(whileFewerThan: count)
    }
  }

  /// Gives back keys that were taken and not used.
  package func giveBack(_ keys: some Collection<DataKey>) {
    state.withLock { $0.fresh.prepend(contentsOf: keys) }
  }

  /// The blocks of keys; a block that a disk has spoilt costs its own keys and no others.
  ///
  /// - Parameter ids: those in a row that are of one block are looked for once.
  package func find(_ ids: [Identifier128]) async throws(LogStoreError) -> FoundKeys {
    let (known, missing) = state.withLock { Self.lookUp(ids, in: &$0.known) }
    guard !missing.isEmpty else { return FoundKeys(blocks: known, damaged: [:]) }
    var read: [Identifier128: KeyBlock] = [:]
    var damaged: [Identifier128: String] = [:]
    for wrapped in try await store.blocks(Array(missing)) {
      do throws(DamagedBlock) {
        read[wrapped.id] = try unwrap(wrapped)
      } catch {
        damaged[wrapped.id] = error.reason
      }
    }
    let unwrapped = read
    state.withLock { state in
      for (id, block) in unwrapped { state.known[id] = block }
    }
    return FoundKeys(blocks: known.merging(read) { $1 }, damaged: damaged)
  }

  private static func lookUp(
    _ ids: [Identifier128], in remembered: inout RecencyCache<Identifier128, KeyBlock>
  ) -> (known: [Identifier128: KeyBlock], missing: Set<Identifier128>) {
    var known: [Identifier128: KeyBlock] = [:]
    var missing: Set<Identifier128> = []
    var last = Identifier128.nil128
    for id in ids {
      let blockID = KeyBlock.id(ofBlockWith: id)
      guard blockID != last, blockID != .nil128 else { continue }
      last = blockID
      guard known[blockID] == nil else { continue }
      if let block = remembered[blockID] { known[blockID] = block } else { missing.insert(blockID) }
    }
    return (known, missing)
  }

  /// Erases keys for good: what they sealed can be read by nobody any more.
  package func erase(_ ids: Set<Identifier128>) async throws(LogStoreError) {
    for id in ids {
      let blockID = KeyBlock.id(ofBlockWith: id)
      var isErased = false
      while !isErased {
        guard let wrapped = try await store.blocks([blockID]).first else { break }
        let rest: [UInt8]
        do throws(DamagedBlock) {
          rest = try unwrap(wrapped).bytes(erasing: id)
        } catch {
          throw .corrupt(reason: error.reason)
        }
        isErased = try await store.replace(wrapped, with: keyEncryptionKey.wrap(rest, for: blockID.bytes))
      }
      state.withLock { $0.known[blockID] = nil }
    }
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
    let (keys, mustRefill) = state.withLock { state -> ([DataKey]?, Bool) in
      guard state.fresh.count >= count else { return (nil, false) }
      let keys = Array(state.fresh.prefix(count))
      state.fresh.removeFirst(count)
      guard !state.isRefilling, state.fresh.count < state.nextMinting / 4 else { return (keys, false) }
      state.isRefilling = true
      return (keys, true)
    }
    if mustRefill { Task { await refill() } }
    return keys
  }

  /// Mints ahead of those who will take. If it cannot be done now, whoever lacks keys will try again, and be told why.
  private func refill() async {
    try? await mint(whileFewerThan: state.withLock { $0.nextMinting / 4 })
    state.withLock { $0.isRefilling = false }
  }

  private func mint(whileFewerThan count: Int) async throws(LogStoreError) {
    try await minting.run { [self] () async throws(LogStoreError) in
      let wanted = state.withLock { $0.fresh.count < count ? max(count, $0.nextMinting) : 0 }
      if wanted > 0 { try await mint(wanted) }
    }
  }

  private func mint(_ count: Int) async throws(LogStoreError) {
    var blocks: [KeyBlock] = []
    var wrapped: [WrappedKeyBlock] = []
    let time = now()
    for _ in 0..<((count + KeyBlock.keyCount - 1) / KeyBlock.keyCount) {
      let id = KeyBlock.id(ofBlockWith: Identifier128.version7(microseconds: time, random: random.word()))
      let secrets = random.bytes(KeyBlock.secretBytes)
      guard let block = KeyBlock(id: id, secrets: secrets) else { preconditionFailure("a block has an id of its own") }
      blocks.append(block)
      wrapped.append(WrappedKeyBlock(id: id, wrapped: keyEncryptionKey.wrap(secrets, for: id.bytes)))
    }
    try await store.add(wrapped)
    let minted = blocks
    state.withLock { state in
      state.nextMinting = min(2 * state.nextMinting, Self.mintedKeysMax)
      for block in minted {
        state.fresh.append(contentsOf: block.allKeys)
        state.known[block.id] = block
      }
    }
  }

  private func unwrap(_ wrapped: WrappedKeyBlock) throws(DamagedBlock) -> KeyBlock {
    guard let secrets = try? keyEncryptionKey.unwrap(wrapped.wrapped, for: wrapped.id.bytes) else {
      throw DamagedBlock(reason: "key block \(wrapped.id) does not open under this key-encryption key")
    }
    guard let block = KeyBlock(id: wrapped.id, secrets: secrets) else {
      throw DamagedBlock(reason: "key block \(wrapped.id) is not made of \(KeyBlock.keyCount) keys")
    }
    return block
  }

  private struct DamagedBlock: Error {
    let reason: String
  }
}
