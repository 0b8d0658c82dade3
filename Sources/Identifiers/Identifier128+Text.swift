extension Identifier128: LosslessStringConvertible, CustomStringConvertible {
  /// Reads the canonical text form, `8-4-4-4-12` hexadecimal digits in either case; `nil` for anything else.
  ///
  /// Source: RFC 9562 section 4.
  package init?(_ text: String) {
    guard text.utf8.count == 36 else { return nil }
    let read = text.utf8.withContiguousStorageIfAvailable(Self.words)
    guard let words = read ?? Array(text.utf8).withUnsafeBufferPointer(Self.words) else { return nil }
    self.init(high: words.0, low: words.1)
  }

  /// The two words of 36 bytes of text.
  private static func words(_ text: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64)? {
    var words: (UInt64, UInt64) = (0, 0)
    var position = 0
    for byte in 0..<16 {
      if isBehindDash(byte) {
        guard text[position] == UInt8(ascii: "-") else { return nil }
        position += 1
      }
      guard let first = nibble(text[position]), let second = nibble(text[position + 1]) else { return nil }
      if byte < 8 { words.0 = words.0 << 8 | first << 4 | second } else { words.1 = words.1 << 8 | first << 4 | second }
      position += 2
    }
    return words
  }

  /// The canonical text form, in lower case.
  package var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      Self.write(high >> 32, digits: 8, to: text, at: 0)
      Self.write(high >> 16, digits: 4, to: text, at: 9)
      Self.write(high, digits: 4, to: text, at: 14)
      Self.write(low >> 48, digits: 4, to: text, at: 19)
      Self.write(low, digits: 12, to: text, at: 24)
      let dash = UInt8(ascii: "-")
      (text[8], text[13], text[18], text[23]) = (dash, dash, dash, dash)
      return 36
    }
  }

  /// Whether a dash stands in the text before that byte.
  private static func isBehindDash(_ byte: Int) -> Bool { byte == 4 || byte == 6 || byte == 8 || byte == 10 }

  /// Writes the last digits of a word.
  private static func write(_ word: UInt64, digits: Int, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
    var rest = word
    for position in (start..<start + digits).reversed() {
      text[position] = Self.digits.utf8Start[Int(rest & 0xF)]
      rest >>= 4
    }
  }

  private static let digits: StaticString = "0123456789abcdef"

  private static func nibble(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
