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

  /// Whether any byte is a control character, a quote or a backslash; may say so where none is.
  ///
  /// Looks at eight bytes at a time, since nearly all texts have none. A byte that is looked for sets its highest bit: by
  /// the borrow when the least one to pass is taken away, or 7F by adding one; bytes beyond ASCII, which have it set
  /// already, do not count.
  static func mayNeedEscape(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = utf8.baseAddress.map(UnsafeRawPointer.init) else { return false }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index &+ 8 <= utf8.count {
      let word = (start + index).loadUnaligned(as: UInt64.self)
      let control = (word &- ones &* 0x20) | (word &+ ones)
      let quote = (word ^ (ones &* 0x22)) &- ones
      let backslash = (word ^ (ones &* 0x5c)) &- ones
      if (control | quote | backslash) & ~word & highs != 0 { return true }
      index &+= 8
    }
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5c || byte == 0x7f { return true }
      index &+= 1
    }
    return false
  }
}
