extension JSONParser {
  /// Reads a text in double quotes, the first of which comes next.
  mutating func string() throws(JSONSyntaxError) -> String {
    let start = index
    var text: [UInt8] = []
    index += 1
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("the text is not UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"):
        text.append(contentsOf: Array(String(try escape()).utf8))
      case 0..<0x20:
        throw fault("a control character in a text is written as \\n, \\t or \\u00XX")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw fault("the text is not closed with a double quote", at: start)
  }

  private mutating func escape() throws(JSONSyntaxError) -> Character {
    let start = index
    index += 1
    let simple: [UInt8: Character] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
      UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let byte = peek, let character = simple[byte] {
      index += 1
      return character
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
    return Character(scalar)
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
}
