internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct SealedBoxTests {
  private static let key = SecretKey(
    SecretBytes([UInt8](hexadecimal: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")))
  private static let nonce = [UInt8](hexadecimal: "cafebabefacedbaddecaf888")
  private static let associatedData = [UInt8](hexadecimal: "feedfacedeadbeeffeedfacedeadbeefabaddad2")

  private static func seal(_ plaintext: [UInt8], authenticating associatedData: [UInt8]) -> [UInt8] {
    SealedBox.seal(plaintext, under: key, authenticating: associatedData) { $0.copyBytes(from: nonce) }
  }

  /// Source: McGrew and Viega, The Galois/Counter Mode of Operation (GCM), test case 16.
  @Test func theBoxIsThatOfTheStandard() throws {
    let plaintext = [UInt8](
      hexadecimal: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    let box = Self.seal(plaintext, authenticating: Self.associatedData)
    #expect(
      box
        == Self.nonce
        + [UInt8](
          hexadecimal: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b"))
    #expect(try SealedBox.open(box, under: Self.key, authenticating: Self.associatedData) == plaintext)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 70_000], [0, 1, 49])
  func whatWasSealedIsOpened(byteCount: Int, associatedCount: Int) throws {
    let plaintext = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0) }
    let associatedData = [UInt8](repeating: 3, count: associatedCount)
    let box = Self.seal(plaintext, authenticating: associatedData)
    #expect(box.count == SealedBox.nonceBytes + byteCount + SealedBox.tagBytes)
    #expect(try SealedBox.open(box, under: Self.key, authenticating: associatedData) == plaintext)
  }

  @Test(arguments: [0, 5])
  func nothingElseIsOpened(byteCount: Int) {
    let box = Self.seal([UInt8](repeating: 7, count: byteCount), authenticating: [1])
    var others = (0..<box.count).map { Array(box.prefix($0)) } + [box + [0], []]
    for bit in 0..<(box.count * 8) {
      others.append(box)
      others[others.count - 1][bit / 8] ^= 1 << (bit % 8)
    }
    for other in others {
      #expect(throws: SealingError.notAuthentic) {
        try SealedBox.open(other, under: Self.key, authenticating: [1])
      }
    }
    for associatedData in [[], [2], [1, 0]] as [[UInt8]] {
      #expect(throws: SealingError.notAuthentic) {
        try SealedBox.open(box, under: Self.key, authenticating: associatedData)
      }
    }
    #expect(throws: SealingError.notAuthentic) {
      try SealedBox.open(box, under: Self.key.derived(for: "another"), authenticating: [1])
    }
  }
}
