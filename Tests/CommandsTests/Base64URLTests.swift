import Testing

@testable import Commands

@Suite struct Base64URLTests {
  /// Source: RFC 4648 section 10, without padding.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
    ("foobar", "Zm9vYmFy"),
  ])
  func vectors(plain: String, text: String) {
    #expect(Base64URL.encode(Array(plain.utf8)) == text)
    #expect(Base64URL.decode(text) == Array(plain.utf8))
  }

  @Test func theLastTwoCharactersAreThoseOfURLs() {
    #expect(Base64URL.encode([0xFB, 0xEF, 0xBE]) == "----")
    #expect(Base64URL.encode([0xFF, 0xFF, 0xFF]) == "____")
  }

  @Test(arguments: ["Z", "Zg==", "Zh", "Zm9v+", "Zm 9v"])
  func whatIsNotItsFormIsRefused(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
