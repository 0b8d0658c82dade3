/// Reads fixed forms, such as dates, byte by byte from the front of a text.
struct ASCIICursor {
  // An array: to step through a string by its own iterator takes several times as long.
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// The next byte, which stays where it is; `nil` at the end.
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  var isAtEnd: Bool { position == bytes.count }

  /// Takes the next byte if it is the one given.
  mutating func take(_ wanted: UInt8) -> Bool {
    guard next == wanted else { return false }
    position += 1
    return true
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
    guard position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 else { return nil }
    position += 1
    return Int(digit)
  }
}
