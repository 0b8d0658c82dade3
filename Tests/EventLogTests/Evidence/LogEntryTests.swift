internal import Cryptography
internal import EventLog
internal import EventLogTestSupport
internal import Identifiers
internal import Testing

@Suite struct LogEntryTests {
  private static func id(_ first: UInt8) -> Identifier128 {
    let word = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(first + UInt8($1)) }
    return Identifier128(high: word, low: word + 0x0808_0808_0808_0808)
  }

  private static let sealed = EventPart(
    keyID: id(0xA0),
    keyCommitment: Digest256(hexadecimal: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
    bytes: [0] + Array("sealed".utf8) + [0])

  private static let entry = LogEntry(
    logID: id(0x00), position: 258, recordedAt: 1_700_000_000_123_456, eventID: id(0x10), streamID: id(0x20),
    version: 3,
    actorID: id(0x30), commandID: id(0x40), type: "cairn.v1.CaseOpened",
    parts: [EventPart(clear: Array("public".utf8)).digest, sealed.digest])

  /// Made with Python's struct and hashlib from the layout in the design, not with this code:
  /// `b"CRN1" + log_id + pack(">QQ", position, recorded_at) + event_id + stream_id + pack(">Q", version) + actor_id +
  /// command_id + pack(">H", len(type)) + type + bytes([len(parts)])`, then for each part
  /// `key_id + sha256(part).digest() + key_commit`; the leaf is `sha256(b"\0" + entry)`.
  @Test func theBytesAreThoseOfAnotherImplementation() {
    let expected =
      "43524e31" + "000102030405060708090a0b0c0d0e0f" + "0000000000000102" + "00060a2418202240"
      + "101112131415161718191a1b1c1d1e1f" + "202122232425262728292a2b2c2d2e2f" + "0000000000000003"
      + "303132333435363738393a3b3c3d3e3f" + "404142434445464748494a4b4c4d4e4f"
      + "0013" + "636169726e2e76312e436173654f70656e6564" + "02"
      + "00000000000000000000000000000000" + "efa1f375d76194fa51a3556a97e641e61685f914d446979da50a551a4333ffd7"
      + "0000000000000000000000000000000000000000000000000000000000000000"
      + "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" + "bf64531e876310349122083515258d2dab66c71292e0b595a9a30ba26f2da830"
      + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    #expect(Self.entry.encoded == [UInt8](hexadecimal: expected))
    #expect(
      Self.entry.leaf
        == Digest256(hexadecimal: "b51a8c0b087b2a9c46bbd0a353a8fd1bc0b65b1c0934193f43275268e253f140"))
  }

  @Test func everyFieldChangesTheLeaf() {
    let other = Self.id(0x77)
    let changes: [(inout LogEntry) -> Void] = [
      { $0.logID = other }, { $0.position += 1 }, { $0.recordedAt += 1 }, { $0.eventID = other },
      { $0.streamID = other }, { $0.version += 1 }, { $0.actorID = other }, { $0.commandID = other },
      { $0.type += "2" }, { $0.parts.removeLast() }, { $0.parts.swapAt(0, 1) },
      { $0.parts[1] = PartDigest(keyID: other, sha256: $0.parts[1].sha256, keyCommitment: $0.parts[1].keyCommitment) },
    ]
    var leaves: Set<Digest256> = [Self.entry.leaf]
    for change in changes {
      var changed = Self.entry
      change(&changed)
      #expect(leaves.insert(changed.leaf).inserted)
    }
  }

  @Test func aPartsDigestIsOfItsStoredBytes() {
    let digest = Self.sealed.digest
    #expect(digest.keyID == Self.id(0xA0))
    #expect(digest.keyCommitment == Self.sealed.keyCommitment)
    #expect(
      digest.sha256
        == Digest256(hexadecimal: "bf64531e876310349122083515258d2dab66c71292e0b595a9a30ba26f2da830"))
    let clear = EventPart(clear: [])
    #expect(clear.keyID == .nil128)
    #expect(clear.keyCommitment == .zero)
  }
}
