/// Bytes as text that stands in a URL, a shell or a JSON string without escapes; no padding.
///
/// Source: RFC 4648 section 5.
enum Base64URL {
  private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

  static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      var length = 0
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let byteCount = min(3, bytes.count - start)
        var bits = 0
        for index in start..<start + byteCount { bits = bits << 8 | Int(bytes[index]) }
        if byteCount < 3 { bits <<= byteCount == 1 ? 16 : 8 }
        for _ in 0...byteCount {
          text[length] = alphabet.utf8Start[bits >> 18]
          bits = bits << 6 & 0xFF_FFFF
          length += 1
        }
      }
      return length
    }
  }

  /// `nil` if a character is not of the alphabet, or the text is of no whole number of bytes.
  static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count % 4 != 1 else { return nil }
    let characters = UnsafeBufferPointer(start: alphabet.utf8Start, count: alphabet.utf8CodeUnitCount)
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      guard let value = characters.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bits & (1 << UInt32(count) - 1) == 0 ? bytes : nil
  }
}
