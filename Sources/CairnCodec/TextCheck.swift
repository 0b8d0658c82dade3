/// Whether bytes are text as we take it: UTF-8 (RFC 3629) without NUL.
enum TextCheck {
  enum Fault: Hashable {
    case invalidUTF8(offset: Int)
    case nul(offset: Int)
  }

  /// The first fault; `nil` if there is none.
  static func fault(in bytes: UnsafeRawBufferPointer) -> Fault? {
    let count = bytes.count
    var index = 0
    while index < count {
      if count - index >= 8 {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // In a word of ASCII a byte borrows from its top bit here only if it is zero.
        let withoutNul = (word &- 0x0101_0101_0101_0101) & 0x8080_8080_8080_8080 == 0
        if word & 0x8080_8080_8080_8080 == 0 && withoutNul {
          index += 8
          continue
        }
      }
      let byte = bytes[index]
      if byte == 0 { return .nul(offset: index) }
      let length = byte < 0x80 ? 1 : sequenceLength(bytes, at: index)
      if length == 0 { return .invalidUTF8(offset: index) }
      index += length
    }
    return nil
  }

  /// The length of the well-formed sequence of two to four bytes that begins here; 0 if there is none.
  ///
  /// Source: The Unicode Standard, table 3-7.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    let second: ClosedRange<UInt8>
    switch first {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return 0
    }
    guard bytes.count - index >= length, second.contains(bytes[index + 1]) else { return 0 }
    for position in (index + 2)..<(index + max(length, 2)) where bytes[position] & 0xc0 != 0x80 { return 0 }
    return length
  }
}
