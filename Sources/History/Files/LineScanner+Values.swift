internal import Identifiers

extension LineScanner {
  mutating func id() throws(LineFault) -> Identifier128 {
    guard let id = Identifier128(utf8: try text()) else { throw LineFault("a UUID is 8-4-4-4-12 hexadecimal digits") }
    return id
  }

  mutating func digest() throws(LineFault) -> Digest256 {
    guard let digest = Digest256(hexadecimal: try text()) else {
      throw LineFault("a SHA-256 is 64 hexadecimal digits")
    }
    return digest
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

extension Digest256 {
  fileprivate init?(hexadecimal digits: ArraySlice<UInt8>) {
    guard digits.count == 64 else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var index = 0
    for digit in digits {
      let nibble: UInt64
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = UInt64(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): nibble = UInt64(digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
      switch index >> 4 {
      case 0: words.0 = words.0 << 4 | nibble
      case 1: words.1 = words.1 << 4 | nibble
      case 2: words.2 = words.2 << 4 | nibble
      default: words.3 = words.3 << 4 | nibble
      }
      index += 1
    }
    self.init(words: words)
  }
}
