/// Reads fixed forms, such as dates, byte by byte from the front of a text.
struct ASCIICursor {
  // A string's own bytes, lent: to step through it by its iterator takes several times as long, and so does a copy.
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// What `take` makes of a text; `nil` if it leaves some of it.
  static func read<Value>(_ text: String, _ take: (inout ASCIICursor) -> Value?) -> Value? {
    var text = text
    return text.withUTF8 { read($0, take) }
  }

  /// What `take` makes of bytes; `nil` if it leaves some of them.
  static func read<Value>(_ bytes: UnsafeBufferPointer<UInt8>, _ take: (inout ASCIICursor) -> Value?) -> Value? {
    var cursor = ASCIICursor(bytes)
    let value = take(&cursor)
    return cursor.isAtEnd ? value : nil
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
