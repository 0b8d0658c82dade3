/// Bytes as text that stands in a URL, a shell or a JSON string without escapes; no padding.
///
/// Source: RFC 4648 section 5.
enum Base64URL {
  private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

  static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      let characters = alphabet.utf8Start
      var length = 0
      var bits: UInt32 = 0
      var count: UInt32 = 0
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        count += 8
        while count >= 6 {
          count -= 6
          text[length] = characters[Int(bits &>> count & 0x3F)]
          length += 1
        }
      }
      guard count > 0 else { return length }
      text[length] = characters[Int(bits &<< (6 - count) & 0x3F)]
      return length + 1
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
