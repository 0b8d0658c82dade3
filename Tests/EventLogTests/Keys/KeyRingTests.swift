internal import Cryptography
@testable internal import EventLog
internal import EventLogTestSupport
internal import Identifiers
internal import Testing

@Suite struct KeyRingTests {
  private let store = WatchedKeyStore()

  private func ring(keyEncryptionKey byte: UInt8 = 1) throws -> KeyRing {
    let random = RandomSource()
    let key = try #require(KeyEncryptionKey(bytes: [UInt8](repeating: byte, count: 32), random: random))
    return KeyRing(store: store, keyEncryptionKey: key, random: random, now: { Samples.time })
  }

  @Test func aKeyIsDurableBeforeItIsUsed() async throws {
    let ring = try ring()
    for count in [1, 1_000, 1_024, 1_025, 3_000] {
      let keys = try await ring.take(count)
      #expect(keys.count == count)
      #expect(store.added.isSuperset(of: keys.map(\.id)))
    }
  }

  @Test func noKeyIsHandedOutTwice() async throws {
    let ring = try ring()
    let taken = try await withThrowingTaskGroup(of: [Identifier128].self) { group in
      for task in 0..<40 {
        group.addTask { [store] in
          var ids: [Identifier128] = []
          for round in 0..<20 {
            let keys = try await ring.take(1 + (task + round) % 9)
            #expect(store.added.isSuperset(of: keys.map(\.id)))
            ids += keys.map(\.id)
          }
          return ids
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(taken).count == taken.count)
    // Keys are minted in blocks, not by everybody at once, and never many more than were needed.
    #expect(store.added.count <= 3 * taken.count + KeyRing.mintedKeysMin)
  }

  @Test func noKeyIsHandedOutThatCouldNotBeMadeDurable() async throws {
    let ring = try ring()
    store.failAdding(true)
    await #expect(throws: LogStoreError.unavailable(reason: "the keys' database is away")) { try await ring.take(1) }
    await #expect(throws: LogStoreError.unavailable(reason: "the keys' database is away")) { try await ring.take(1) }
    store.failAdding(false)
    let keys = try await ring.take(1)
    #expect(store.added.contains(keys[0].id))
  }

  @Test func whatIsGivenBackIsTakenAgain() async throws {
    let ring = try ring()
    let all = try await ring.take(KeyRing.mintedKeysMin)
    ring.giveBack(all.prefix(3))
    #expect(Set(try await ring.take(3).map(\.id)) == Set(all.prefix(3).map(\.id)))
  }

  @Test func nobodyWaitsForKeysThatAreMintedAhead() async throws {
    let ring = try ring()
    _ = try await ring.take(1)
    store.failAdding(true)
    // Long before the last is taken more are wanted, and cannot be had: nobody is told who still gets one.
    for _ in 0..<93 { #expect(try await ring.take(11).count == 11) }
    await #expect(throws: LogStoreError.unavailable(reason: "the keys' database is away")) { try await ring.take(1) }
    store.failAdding(false)
    #expect(try await ring.take(1).count == 1)
  }

  @Test func keysAreMintedBeforeTheLastIsTaken() async throws {
    let ring = try ring()
    _ = try await ring.take(KeyRing.mintedKeysMin - 1)
    while store.added.count == KeyRing.mintedKeysMin { await Task.yield() }
    #expect(store.added.count == 3 * KeyRing.mintedKeysMin)
    store.failAdding(true)
    #expect(try await ring.take(1_000).count == 1_000)
  }

  @Test func anotherRingOpensWhatThisOneSealed() async throws {
    let key = try await ring().take(1)[0]
    let sealer = PartSealer(logID: Samples.id(1), random: RandomSource())
    let part = sealer.seal([1, 2, 3], eventID: Samples.id(2), index: 1, under: key)
    let found = try await ring().find([key.id, .nil128, Samples.id(3)])
    #expect(found[.nil128] == nil && found[Samples.id(3)] == nil)
    let again = try #require(found[key.id])
    #expect(try sealer.open(part, eventID: Samples.id(2), index: 1, under: again) == [1, 2, 3])
  }

  @Test func knownKeysAreNotReadAgain() async throws {
    let key = try await ring().take(1)[0]
    let ring = try ring()
    for _ in 0..<5 { #expect(try await ring.find([key.id])[key.id] != nil) }
    #expect(store.reads == 1)
  }

  @Test func anErasedKeyIsGoneForAFreshRing() async throws {
    let keys = try await ring().take(2)
    try await ring().erase([keys[0].id])
    #expect(try await ring().find(keys.map(\.id)).ids(of: keys) == [keys[1].id])
  }

  @Test func anErasedKeyIsGoneForTheRingThatErasedIt() async throws {
    let ring = try ring()
    let keys = try await ring.take(3)
    try await ring.erase([keys[0].id, keys[2].id])
    #expect(try await ring.find(keys.map(\.id)).ids(of: keys) == [keys[1].id])
  }

  @Test func erasingWaitsForWhoeverErasesBeside() async throws {
    let keys = try await ring().take(KeyBlock.keyCount)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for key in keys.dropFirst() { group.addTask { try await ring().erase([key.id]) } }
      try await group.waitForAll()
    }
    #expect(try await ring().find(keys.map(\.id)).ids(of: keys) == [keys[0].id])
  }

  @Test func aWrongKeyEncryptionKeyIsNamedAsTheCause() async throws {
    let key = try await ring().take(1)[0]
    let blockID = KeyBlock.id(ofBlockWith: key.id)
    await #expect(
      throws: LogStoreError.corrupt(reason: "key block \(blockID) does not open under this key-encryption key")
    ) {
      try await ring(keyEncryptionKey: 2).find([key.id]).undamaged()
    }
    _ = try await ring().hubSecret(named: "commands")
    await #expect {
      _ = try await ring(keyEncryptionKey: 2).hubSecret(named: "commands")
    } throws: { error in
      guard case .corrupt(let reason) = error as? LogStoreError else { return false }
      return reason.contains("commands") && reason.contains("key-encryption key")
    }
  }

  @Test func aWrappedBlockDoesNotPassAsAnother() async throws {
    let keys = try await ring().take(KeyBlock.keyCount + 1)
    let blockIDs = [keys[0].id, keys[KeyBlock.keyCount].id].map(KeyBlock.id(ofBlockWith:))
    let wrapped = try await store.blocks([blockIDs[0]])[0].wrapped
    try await store.add([WrappedKeyBlock(id: blockIDs[1], wrapped: wrapped)])
    await #expect(
      throws: LogStoreError.corrupt(reason: "key block \(blockIDs[1]) does not open under this key-encryption key")
    ) {
      try await ring().find([keys[KeyBlock.keyCount].id]).undamaged()
    }
  }

  @Test func aDamagedBlockCostsItsOwnKeysAndNoOthers() async throws {
    let keys = try await ring().take(KeyBlock.keyCount + 1)
    let blockID = KeyBlock.id(ofBlockWith: keys[0].id)
    let block = try #require(try await store.blocks([blockID]).first)
    #expect(try await store.replace(block, with: block.wrapped.map { $0 ^ 1 }))
    let last = keys[KeyBlock.keyCount]
    let found = try await ring().find([keys[0].id, last.id, Samples.id(3)])
    #expect(found.ids(of: keys) == [last.id])
    #expect(found.damage(to: keys[0].id) == "key block \(blockID) does not open under this key-encryption key")
    #expect(found.damage(to: last.id) == nil && found.damage(to: Samples.id(3)) == nil)
  }

  @Test func aHubSecretLastsAndHasItsName() async throws {
    let first = try await ring().hubSecret(named: "commands")
    let again = try await ring().hubSecret(named: "commands")
    let other = try await ring().hubSecret(named: "tokens")
    #expect(first.digest([1]) == again.digest([1]))
    #expect(first.digest([1]) != other.digest([1]))
  }

  @Test func aKeyEncryptionKeyHas32Bytes() {
    for count in [0, 16, 31, 33, 64] {
      #expect(KeyEncryptionKey(bytes: [UInt8](repeating: 0, count: count), random: RandomSource()) == nil)
    }
  }
}

extension FoundKeys {
  /// Which of these keys are to be had.
  fileprivate func ids(of keys: [DataKey]) -> [Identifier128] { keys.map(\.id).filter { self[$0]?.id == $0 } }
}
