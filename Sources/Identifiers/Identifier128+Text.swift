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
    let dash = UInt8(ascii: "-")
    guard text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash else { return nil }
    // Which digits are letters is chance: to go one way or the other for each takes longer than to reckon both.
    var high = HexadecimalReader()
    high.read(text, 0..<8)
    high.read(text, 9..<13)
    high.read(text, 14..<18)
    var low = HexadecimalReader()
    low.read(text, 19..<23)
    low.read(text, 24..<36)
    return high.isHexadecimal && low.isHexadecimal ? (high.word, low.word) : nil
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

  /// Writes the last digits of a word.
  private static func write(_ word: UInt64, digits: Int, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
    var rest = word
    for position in (start..<start + digits).reversed() {
      text[position] = Self.digits.utf8Start[Int(rest & 0xF)]
      rest >>= 4
    }
  }

  private static let digits: StaticString = "0123456789abcdef"
}

/// Reads digits into a word, without asking of each what it is before the next is read.
private struct HexadecimalReader {
  var word: UInt64 = 0
  /// Whether everything was a digit.
  var isHexadecimal = true

  mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ positions: Range<Int>) {
    for position in positions {
      let byte = text[position]
      let digit = byte &- UInt8(ascii: "0")
      // Bit 5 is all that tells a lower-case letter from an upper-case one.
      let letter = (byte | 0x20) &- UInt8(ascii: "a")
      let (isDigit, isLetter) = (digit < 10, letter < 6)
      isHexadecimal = isHexadecimal && (isDigit || isLetter)
      word = word << 4 | UInt64(isDigit ? digit : letter &+ 10)
    }
  }
}
