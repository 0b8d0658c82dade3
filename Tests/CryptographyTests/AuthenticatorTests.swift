internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct AuthenticatorTests {
  /// Key of 32 bytes, 00…1f, and messages; from Python's hmac.
  private let key = SecretKey(SecretBytes((0..<32).map { UInt8($0) }))
  private static let codes = [
    ("", "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb"),
    ("what may be known", "22a4f401747744c6dbce120bfd328f8aa515a1700f210298d34d3a50b6e6ecd5"),
  ]

  @Test(arguments: codes)
  func itIsTheHMAC(message: String, digits: String) {
    #expect(Authenticator(key).code(Array(message.utf8)) == Digest256(hexadecimal: digits))
    #expect(Authenticator.code(Array(message.utf8), under: key) == Digest256(hexadecimal: digits))
  }

  @Test func twoPiecesHaveTheCodeOfOne() {
    let (message, digits) = Self.codes[1]
    for cut in 0...message.utf8.count {
      let code = Authenticator(key).code(Array(message.utf8.prefix(cut)), then: Array(message.utf8.dropFirst(cut)))
      #expect(code == Digest256(hexadecimal: digits))
    }
  }

  /// All on one thread, and so in one context of libcrypto.
  @Test func codesAndDigestsDoNotDisturbEachOther() {
    let authenticator = Authenticator(key)
    let (message, digits) = Self.codes[1]
    let digest = Digest256(hashing: Array(message.utf8))
    for _ in 0..<3 {
      #expect(authenticator.code(Array(message.utf8)) == Digest256(hexadecimal: digits))
      #expect(Digest256(hashing: Array(message.utf8)) == digest)
      #expect(Authenticator.code(Array(message.utf8), under: key) == Digest256(hexadecimal: digits))
      #expect(Digest256(hashing: Array(message.utf8)) == digest)
    }
  }

  @Test func threadsDoNotDisturbEachOther() async {
    let authenticator = Authenticator(key)
    let expected = (0..<64).map { authenticator.code([UInt8($0)]) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<64).allSatisfy { authenticator.code([UInt8($0)]) == expected[$0] } }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func anotherKeyGivesAnotherCode() {
    let other = SecretKey(SecretBytes((1..<33).map { UInt8($0) }))
    #expect(Authenticator(key).code([1]) != Authenticator(other).code([1]))
  }
}
