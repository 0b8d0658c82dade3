internal import Cryptography
internal import Cryptography
@testable internal import EventLog
internal import EventLogTestSupport
internal import Identifiers
internal import Testing

@Suite struct PartSealerTests {
  private static let key = dataKey(1, secret: 1)
  private static let event = Samples.id(1, kind: 0xE)
  private static let otherEvent = Samples.id(2, kind: 0xE)
  private static let plaintext = Array("what only this case may know".utf8)
  private let random = RandomSource()
  private let sealer = PartSealer(logID: Samples.id(1, kind: 0x1), random: RandomSource())

  private static func dataKey(_ id: Int, secret: UInt8) -> DataKey {
    let secrets = [UInt8](repeating: secret, count: DataKey.secretBytes)
    return DataKey(id: Samples.id(id, kind: 0xD), secrets: SecretBytes(secrets), offset: 0)
  }

  private func sealed(_ plaintext: [UInt8] = plaintext) -> EventPart {
    sealer.seal(plaintext, eventID: Self.event, index: 1, under: Self.key)
  }

  @Test func whatWasSealedIsOpened() throws {
    for plaintext in [[], [0], Self.plaintext, [UInt8](repeating: 0, count: 70_000)] {
      let part = sealed(plaintext)
      #expect(part.keyID == Self.key.id)
      #expect(part.bytes.count == plaintext.count + 28)
      #expect(try sealer.open(part, eventID: Self.event, index: 1, under: Self.key) == plaintext)
    }
  }

  @Test func nothingOfThePlaintextIsInTheStoredBytes() {
    let stored = sealed().bytes
    for start in 0..<(stored.count - 3) {
      let window = Array(stored[start..<(start + 4)])
      #expect(!Self.plaintext.indices.dropLast(3).contains { Array(Self.plaintext[$0..<($0 + 4)]) == window })
    }
  }

  @Test func itOpensAsNoOtherPartAndUnderNoOtherKey() {
    let part = sealed()
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(part, eventID: Self.otherEvent, index: 1, under: Self.key)
    }
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(part, eventID: Self.event, index: 2, under: Self.key)
    }
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(part, eventID: Self.event, index: 1, under: Self.dataKey(2, secret: 2))
    }
    // The right key id with another secret, as if a key had been replaced.
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(part, eventID: Self.event, index: 1, under: Self.dataKey(1, secret: 2))
    }
  }

  // The commitment names event and part as well: in these the commitment is right, so that only the associated data is
  // left to refuse.

  @Test func itDoesNotOpenInAnotherLog() {
    let other = PartSealer(logID: Samples.id(2, kind: 0x1), random: random)
    let part = sealed()
    #expect(
      part.keyCommitment == other.seal([], eventID: Self.event, index: 1, under: Self.key).keyCommitment,
      "the commitment would refuse it by itself")
    #expect(throws: SealingError.notAuthentic) {
      try other.open(part, eventID: Self.event, index: 1, under: Self.key)
    }
  }

  @Test(arguments: [(otherEvent, 1), (event, 2), (event, 255)])
  func bytesOfOnePartDoNotOpenInAnother(eventID: Identifier128, index: Int) {
    let there = sealer.seal([], eventID: eventID, index: index, under: Self.key)
    let transplanted = EventPart(keyID: there.keyID, keyCommitment: there.keyCommitment, bytes: sealed().bytes)
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(transplanted, eventID: eventID, index: index, under: Self.key)
    }
  }

  @Test func bytesOfOneKeyDoNotOpenUnderAnotherOfTheSameSecret() {
    let twin = Self.dataKey(2, secret: 1)
    let part = sealed()
    let renamed = EventPart(keyID: twin.id, keyCommitment: part.keyCommitment, bytes: part.bytes)
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(renamed, eventID: Self.event, index: 1, under: twin)
    }
  }

  // In these the ciphertext is right, so that only the commitment or the key id is left to refuse.

  @Test func itDoesNotOpenWithAnotherCommitment() throws {
    let part = sealed()
    let foreign = sealer.seal(Self.plaintext, eventID: Self.otherEvent, index: 1, under: Self.key).keyCommitment
    var commitments = [foreign, .zero]
    for bit in 0..<256 {
      var flipped = part.keyCommitment.bytes
      flipped[bit / 8] ^= 1 << (bit % 8)
      commitments.append(try #require(Digest256(bytes: flipped)))
    }
    for commitment in commitments {
      let changed = EventPart(keyID: part.keyID, keyCommitment: commitment, bytes: part.bytes)
      #expect(throws: SealingError.notAuthentic) {
        try sealer.open(changed, eventID: Self.event, index: 1, under: Self.key)
      }
    }
  }

  @Test func itDoesNotOpenUnderAnotherKeyID() {
    let part = sealed()
    let renamed = EventPart(keyID: Samples.id(2, kind: 0xD), keyCommitment: part.keyCommitment, bytes: part.bytes)
    #expect(throws: SealingError.notAuthentic) {
      try sealer.open(renamed, eventID: Self.event, index: 1, under: Self.key)
    }
  }

  @Test func anyFlippedBitAndAnyTruncationIsRefused() {
    let part = sealed()
    var changed: [[UInt8]] = (0..<part.bytes.count).map { Array(part.bytes.prefix($0)) } + [part.bytes + [0]]
    for bit in 0..<(part.bytes.count * 8) {
      changed.append(part.bytes)
      changed[changed.count - 1][bit / 8] ^= 1 << (bit % 8)
    }
    for bytes in changed {
      let damaged = EventPart(keyID: part.keyID, keyCommitment: part.keyCommitment, bytes: bytes)
      #expect(throws: SealingError.notAuthentic) {
        try sealer.open(damaged, eventID: Self.event, index: 1, under: Self.key)
      }
    }
  }

  @Test func noNonceComesTwice() {
    var nonces: Set<[UInt8]> = []
    for _ in 0..<5_000 { #expect(nonces.insert(Array(sealed([1]).bytes.prefix(12))).inserted) }
  }

  @Test func theCommitmentSaysNothingOfTheSealingKey() {
    // HMAC-SHA-256 of event id ‖ part index, under bytes 20…3f of the secret 00…5f; from Python's hmac.
    let key = DataKey(
      id: Samples.id(9), secrets: SecretBytes([0xFF, 0xFF] + (0..<96).map { UInt8($0) }), offset: 2)
    let eventID = Identifier128(high: 0x1011_1213_1415_1617, low: 0x1819_1A1B_1C1D_1E1F)
    #expect(
      sealer.seal([], eventID: eventID, index: 1, under: key).keyCommitment
        == Digest256(hexadecimal: "ba5c5cffbf6b6c9ae73e6a33aa5de0f60dae91ebd2274a19dde936e843cb9578"))
  }
}
