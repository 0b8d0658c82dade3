/// Bytes as text that stands in a URL, a shell or a JSON string without escapes; no padding.
///
/// Source: RFC 4648 section 5.
enum Base64URL {
  private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

  static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      var length = 0
      func write(_ bits: UInt32, _ count: Int) {
        for place in 0..<count {
          text[length + place] = alphabet.utf8Start[Int(bits &>> UInt32(18 - 6 * place) & 0x3F)]
        }
        length += count
      }
      // Three bytes are four characters; of one or two that are left over, the bits that lack are zero.
      var start = 0
      while bytes.count - start >= 3 {
        write(UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]), 4)
        start += 3
      }
      switch bytes.count - start {
      case 1: write(UInt32(bytes[start]) << 16, 2)
      case 2: write(UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8, 3)
      default: break
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
