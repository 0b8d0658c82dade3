internal import Cryptography
internal import Identifiers

extension LineScanner {
  mutating func id() throws(LineFault) -> Identifier128 {
    let text = try text()
    let start = text.startIndex
    guard text.count == 36, let first = word(start, 8), let second = word(start + 9, 4),
      let third = word(start + 14, 4), let fourth = word(start + 19, 4), let last = word(start + 24, 12),
      [8, 13, 18, 23].allSatisfy({ bytes[start + $0] == UInt8(ascii: "-") })
    else { throw LineFault("a UUID is 8-4-4-4-12 hexadecimal digits") }
    return Identifier128(high: first << 32 | second << 16 | third, low: fourth << 48 | last)
  }

  mutating func digest() throws(LineFault) -> Digest256 {
    let text = try text()
    let start = text.startIndex
    guard text.count == 64, let first = word(start, 16), let second = word(start + 16, 16),
      let third = word(start + 32, 16), let last = word(start + 48, 16)
    else { throw LineFault("a SHA-256 is 64 hexadecimal digits") }
    return Digest256(bigEndianWords: (first, second, third, last))
  }

  /// The number that `count` hexadecimal digits at `start` are, 16 at most; `nil` if they are none.
  private func word(_ start: Int, _ count: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in start..<(start + count) {
      let nibble = Self.nibbles[Int(bytes[index])]
      guard nibble < 16 else { return nil }
      word = word << 4 | UInt64(nibble)
    }
    return word
  }

  /// What each byte is as a hexadecimal digit; 16 if it is none.
  private static let nibbles: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(byte) - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt8(byte) - UInt8(ascii: "A") + 10
    default: 16
    }
  }

  mutating func recordedStream() throws(LineFault) -> RecordedStream {
    var stream: Identifier128?
    var positions: [UInt64]?
    var leaves: [Digest256]?
    try object { (name, scanner) throws(LineFault) in
      switch name {
      case "stream": stream = try scanner.id()
      case "positions": positions = try scanner.list { (scanner) throws(LineFault) in try scanner.number() }
      case "leaves": leaves = try scanner.list { (scanner) throws(LineFault) in try scanner.digest() }
      default: throw LineFault("an entry of \"recorded\" has stream, positions and leaves, and nothing else")
      }
    }
    guard let stream, let positions, let leaves, positions.count == leaves.count else {
      throw LineFault("an entry of \"recorded\" has a stream, and a leaf for each of its positions")
    }
    return RecordedStream(stream: stream, positions: positions, leaves: leaves)
  }
}
