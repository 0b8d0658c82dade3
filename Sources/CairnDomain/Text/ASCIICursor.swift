/// Reads fixed forms, such as dates, byte by byte from the front of a text.
struct ASCIICursor {
  private var rest: Substring.UTF8View

  init(_ text: some StringProtocol) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// The next byte, which stays where it is.
  var next: UInt8? { rest.first }

  /// Takes the next byte if it is one of those given, and says which it was.
  mutating func take(_ allowed: UInt8...) -> UInt8? {
    guard let byte = rest.first, allowed.contains(byte) else { return nil }
    rest.removeFirst()
    return byte
  }

  /// Takes exactly so many digits as a number.
  mutating func takeNumber(digits: Int) -> Int? {
    var number = 0
    for _ in 0..<digits {
      guard let digit = takeDigit() else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  /// Takes one digit.
  mutating func takeDigit() -> Int? {
    guard let byte = rest.first, let digit = byte.asciiDigit else { return nil }
    rest.removeFirst()
    return digit
  }
}
