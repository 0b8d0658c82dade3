/// Reads fixed forms, such as dates, byte by byte from the front of a text.
struct ASCIICursor {
  private var rest: String.UTF8View.Iterator
  /// The next byte, which stays where it is; `nil` at the end.
  private(set) var next: UInt8?

  init(_ text: String) {
    rest = text.utf8.makeIterator()
    next = rest.next()
  }

  var isAtEnd: Bool { next == nil }

  /// Takes the next byte if it is one of those given, and says which it was.
  mutating func take(_ allowed: UInt8...) -> UInt8? {
    guard let byte = next, allowed.contains(byte) else { return nil }
    next = rest.next()
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
    guard let digit = next?.asciiDigit else { return nil }
    next = rest.next()
    return digit
  }
}
