extension JSONParser {
  /// Reads a text in double quotes, the first of which comes next.
  mutating func string() throws(JSONSyntaxError) {
    let start = index + 1
    index = endOfPlain(from: start)
    guard peek == UInt8(ascii: "\"") else { return try unusualString(from: start) }
    addLeaf(.string, start..<index)
    index += 1
  }

  /// Reads on in a text that began at `start`: it has escapes, characters beyond ASCII, or is the last thing there is.
  private mutating func unusualString(from start: Int) throws(JSONSyntaxError) {
    var isPlain = true
    var isASCII = true
    while true {
      guard let byte = peek else { throw fault("the text is not closed with a double quote", at: start - 1) }
      switch byte {
      case UInt8(ascii: "\""):
        let range = start..<index
        if !isASCII, String(validating: bytes[range], as: UTF8.self) == nil {
          throw fault("the text is not UTF-8", at: start - 1)
        }
        addLeaf(.string, isPlain: isPlain, range)
        index += 1
        return
      case UInt8(ascii: "\\"):
        isPlain = false
        _ = try escape()
      case 0..<0x20:
        throw fault("a control character in a text is written as \\n, \\t or \\u00XX")
      default:
        if byte >= 0x80 { isASCII = false }
        index += 1
      }
      index = endOfPlain(from: index)
    }
  }

  /// Where characters of ASCII that stand for themselves end, or fewer than eight bytes are left; looked at eight at a time.
  private func endOfPlain(from start: Int) -> Int {
    var index = start
    while bytes.count - index >= 8 {
      let marks = Self.marks(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      guard marks == 0 else { return index + marks.trailingZeroBitCount / 8 }
      index += 8
    }
    return index
  }

  /// The top bit of the first of eight bytes that is a quote, a backslash, a control character or not of ASCII, and bits
  /// above it; 0 if there is no such byte.
  private static func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // A byte that is zero, or below 0x20, borrows from its top bit; among bytes of ASCII none does so wrongly unless one
    // below it did rightly.
    let quote = (word ^ (ones &* 0x22)) &- ones
    let backslash = (word ^ (ones &* 0x5c)) &- ones
    let control = word &- (ones &* 0x20)
    return (word | quote | backslash | control) & tops
  }

  /// Reads an escape, whose backslash comes next.
  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = index
    index += 1
    if let byte = peek, let scalar = Self.simpleEscape(byte) {
      index += 1
      return scalar
    }
    guard take("u") else { throw fault("no such escape: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX", at: start) }
    var code = try hexadecimal()
    if (0xd800..<0xdc00).contains(code) {
      guard take("\\"), take("u") else { throw fault("half of a surrogate pair", at: start) }
      let low = try hexadecimal()
      guard (0xdc00..<0xe000).contains(low) else { throw fault("half of a surrogate pair", at: start) }
      code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
    }
    guard code != 0 else { throw fault("a text may not hold a NUL", at: start) }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair", at: start) }
    return scalar
  }

  private static func simpleEscape(_ byte: UInt8) -> Unicode.Scalar? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(byte)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{c}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits should stand here")
      }
      code = code << 4 | UInt32(digit)
      index += 1
    }
    return code
  }

  /// A text without its escapes, which were read before.
  static func unescaped(_ written: UnsafeRawBufferPointer) -> String {
    var parser = JSONParser(written)
    var text: [UInt8] = []
    text.reserveCapacity(written.count)
    while let byte = parser.peek {
      if byte == UInt8(ascii: "\\"), let scalar = try? parser.escape() {
        text.append(contentsOf: String(scalar).utf8)
      } else {
        text.append(byte)
        parser.index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
