internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct Digest256Tests {
  /// Source: NIST, examples of SHA-256 for messages of 0, 24 and 448 bits.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func itIsTheSHA256(message: String, digits: String) {
    #expect(Digest256(hashing: Array(message.utf8)).bytes == [UInt8](hexadecimal: digits))
  }

  @Test func itGivesBackTheBytesThatItWasMadeOf() {
    let bytes = (0..<32).map { UInt8($0) }
    #expect(Digest256(bytes: bytes)?.bytes == bytes)
    #expect(
      Digest256(
        bigEndianWords: (
          0x0001_0203_0405_0607, 0x0809_0A0B_0C0D_0E0F, 0x1011_1213_1415_1617, 0x1819_1A1B_1C1D_1E1F
        )
      ).bytes == bytes)
    #expect(Digest256.zero.bytes == [UInt8](repeating: 0, count: 32))
  }

  @Test(arguments: [0, 31, 33])
  func itIsMadeOfNoOtherNumberOfBytes(count: Int) {
    #expect(Digest256(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func everyBitTellsTwoApart() {
    var digests: Set<Digest256> = [.zero]
    for bit in 0..<256 {
      var bytes = Digest256.zero.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(Digest256(bytes: bytes).map { digests.insert($0).inserted } == true)
    }
  }
}
