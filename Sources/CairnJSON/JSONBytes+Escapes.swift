extension JSONBytes {
  /// Byte by byte: every byte that is escaped stands for itself in UTF-8.
  mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""): append(raw: "\\\"")
      case UInt8(ascii: "\\"): append(raw: "\\\\")
      case UInt8(ascii: "\n"): append(raw: "\\n")
      case UInt8(ascii: "\r"): append(raw: "\\r")
      case UInt8(ascii: "\t"): append(raw: "\\t")
      case 0..<0x20, 0x7f:
        append(raw: byte < 0x10 ? "\\u000" : "\\u00")
        append(raw: String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
  }

  /// Whether any byte is a control character, a quote or a backslash. Looks at eight bytes at a time, since nearly all
  /// texts have none; a byte of a word is found by the borrow that it leaves when the least one to pass is taken away.
  static func needsEscape(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let words = UnsafeRawBufferPointer(utf8)
    var index = 0
    while index + 8 <= words.count {
      let word = words.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5c)
      let delete = word ^ (ones &* 0x7f)
      let found =
        ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        | ((delete &- ones) & ~delete)
      if found & highs != 0 { return true }
      index += 8
    }
    return words[index...].contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5c || $0 == 0x7f }
  }
}
