/// Whether bytes are text that may go into a C string.
enum TextCheck {
  enum Fault: Equatable {
    case nul(at: Int)
    case invalid(at: Int)
  }

  /// The first byte that is NUL or begins what is not UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF).
  static func firstFault(in bytes: UnsafeRawBufferPointer) -> Fault? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        if lead == 0 { return .nul(at: index) }
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index, lead: lead)
      if length == 0 { return .invalid(at: index) }
      index += length
    }
    return nil
  }

  /// How many bytes the character at the index has; 0 if it is none.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at index: Int, lead: UInt8) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: length = 3
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    case 0xf1...0xf3: length = 4
    default: return 0
    }
    guard length <= bytes.count - index, second.contains(bytes[index + 1]) else { return 0 }
    for later in stride(from: index + 2, to: index + length, by: 1) where bytes[later] & 0xc0 != 0x80 { return 0 }
    return length
  }
}
