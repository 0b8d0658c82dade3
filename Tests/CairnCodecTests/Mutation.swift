internal import MessageSamples

/// Ways to spoil the bytes of a message.
enum Mutation: CaseIterable {
  case flipBit, replaceByte, insertByte, deleteByte, truncate, duplicateRange, swapRanges, interestingByte, longNumber
  case spliceOther

  /// Bytes that sit on the borders of varints, tags and UTF-8.
  private static let interesting: [UInt8] = [
    0x00, 0x01, 0x7f, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xed, 0xf4, 0xff, 0x0a, 0x0b,
  ]

  /// Spoils bytes once; `other` is a message to take pieces of.
  func apply(to bytes: inout [UInt8], other: [UInt8], by chance: inout Chance) {
    guard !bytes.isEmpty else {
      bytes.append(UInt8(truncatingIfNeeded: chance.next()))
      return
    }
    let place = chance.below(bytes.count)
    switch self {
    case .flipBit: bytes[place] ^= 1 << UInt8(chance.below(8))
    case .replaceByte: bytes[place] = UInt8(truncatingIfNeeded: chance.next())
    case .insertByte: bytes.insert(UInt8(truncatingIfNeeded: chance.next()), at: place)
    case .deleteByte: bytes.remove(at: place)
    case .truncate: bytes.removeLast(bytes.count - place)
    case .duplicateRange:
      let end = place + chance.below(min(40, bytes.count - place) + 1)
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: chance.below(bytes.count))
    case .swapRanges:
      let target = chance.below(bytes.count)
      bytes.swapAt(place, target)
    case .interestingByte: bytes[place] = Self.interesting[chance.below(Self.interesting.count)]
    case .longNumber:
      bytes.insert(contentsOf: Array(repeating: 0xff, count: 1 + chance.below(11)), at: place)
    case .spliceOther:
      guard !other.isEmpty else { return }
      let start = chance.below(other.count)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 1 + chance.below(60))], at: place)
    }
  }
}
