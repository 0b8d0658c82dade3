/// Base64, as JSON writes bytes.
///
/// Source: RFC 4648, sections 4 and 5.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Standard alphabet, padded.
  static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for position in 0..<4 {
        let digit = digits[Int(word >> UInt32(18 - 6 * position)) & 63]
        text.append(position <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Either alphabet, padded or not; `nil` if it is not base64.
  static func bytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var word: UInt32 = 0
    var bits: UInt32 = 0
    let characters = Array(text.utf8)
    let unpadded = characters.prefix { $0 != UInt8(ascii: "=") }
    let padding = characters.count - unpadded.count
    guard characters[unpadded.count...].allSatisfy({ $0 == UInt8(ascii: "=") }), unpadded.count % 4 != 1,
      padding == 0 || (padding <= 2 && characters.count % 4 == 0)
    else { return nil }
    for character in unpadded {
      guard let digit = value(of: character) else { return nil }
      word = word << 6 | digit
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> bits))
      }
    }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "-"): return 62
    case UInt8(ascii: "_"): return 63
    default: return digits.firstIndex(of: character).map(UInt32.init)
    }
  }
}
