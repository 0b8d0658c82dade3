internal import Cryptography
internal import EventLogTestSupport
internal import Testing

@Suite struct SecretKeyTests {
  private let key = SecretKey(SecretBytes([0xFF, 0xFF] + (0..<32).map { UInt8($0) } + [0xFF]), at: 2)

  /// HMAC-SHA-256 of nothing under HKDF-SHA-256 of 00…1f with the info "sealing"; from Python's hmac.
  @Test func itDerivesAKeyForEachPurpose() {
    #expect(
      Authenticator(key.derived(for: "sealing")).code([])
        == Digest256(hexadecimal: "3e82a775cb189c4c1c384c5a5e29f76e542ccf4af1f1da3b56fb602fd334ed80"))
    #expect(
      Authenticator(key.derived(for: "sealing")).code([])
        != Authenticator(key.derived(for: "digest")).code([]))
  }

  @Test func itIsCutOutOfItsSecret() {
    let alone = SecretKey(SecretBytes((0..<32).map { UInt8($0) }))
    #expect(Authenticator(key).code([1]) == Authenticator(alone).code([1]))
  }
}
