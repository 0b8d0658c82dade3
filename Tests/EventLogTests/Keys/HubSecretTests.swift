internal import Cryptography
internal import Cryptography
@testable internal import EventLog
internal import EventLogTestSupport
internal import Testing

@Suite struct HubSecretTests {
  private let secret = HubSecret([UInt8](repeating: 7, count: 32))
  private let other = HubSecret([UInt8](repeating: 8, count: 32))

  @Test func theDigestIsKeyed() {
    let message = Array("a command".utf8)
    // HMAC-SHA-256 under HKDF-SHA-256 of the secret 07…07 with the info "cairn hub secret: digest"; from Python's hmac.
    #expect(
      secret.digest(message)
        == Digest256(hexadecimal: "0b6cce882a420144715d1ed8c16146af88b6e3cfaa684029173f9249200758bc"))
    #expect(secret.digest(message) != other.digest(message))
    #expect(secret.digest(message) != secret.digest(message + [0]))
  }

  @Test func equalBytesSealToEqualBytesAndOpenAgain() throws {
    for bytes in [[], [0], Array("stream and version".utf8)] {
      let sealed = secret.sealDeterministically(bytes, for: "token")
      #expect(sealed == secret.sealDeterministically(bytes, for: "token"))
      #expect(try secret.open(sealed, for: "token") == bytes)
    }
  }

  @Test func itOpensForNoOtherPurposeAndUnderNoOtherSecret() {
    let sealed = secret.sealDeterministically([1, 2, 3], for: "token")
    #expect(throws: SealingError.notAuthentic) { try secret.open(sealed, for: "page") }
    #expect(throws: SealingError.notAuthentic) { try other.open(sealed, for: "token") }
    for bit in 0..<(sealed.count * 8) {
      var damaged = sealed
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: SealingError.notAuthentic) { try secret.open(damaged, for: "token") }
    }
  }

  @Test func differentMessagesNeverShareANonce() {
    // Under one nonce, two ciphertexts give away the difference of their plaintexts: the border between purpose and
    // bytes must count.
    var nonces: Set<[UInt8]> = []
    let whole = Array("page tokens of a case".utf8)
    for border in 0...whole.count {
      let purpose = String(decoding: whole.prefix(border), as: UTF8.self)
      let sealed = secret.sealDeterministically(Array(whole.dropFirst(border)), for: purpose)
      #expect(nonces.insert(Array(sealed.prefix(12))).inserted)
    }
  }
}
