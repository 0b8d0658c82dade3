/// How the messages of a protocol follow each other in a flow, as far as a proxy must know to strike at their headers.
struct MessageLayout: Sendable {
  /// What comes before the first message.
  enum Opening: Sendable {
    case bytes(Int)
    /// A message without a type, which begins with its length in 4 bytes, these included.
    case lengthAlone
  }

  let opening: Opening
  let headerBytes: Int
  /// Where the 4 bytes of the length stand in a header.
  let lengthIndex: Int
  /// How many bytes of the header the length counts.
  let lengthCounts: Int
  let typeIndex: Int

  /// Cairn frames, either way.
  static let cairn = MessageLayout(
    opening: .bytes(8), headerBytes: 12, lengthIndex: 0, lengthCounts: 0, typeIndex: 4)
  /// What PostgreSQL is told, without TLS.
  static let toPostgres = MessageLayout(
    opening: .lengthAlone, headerBytes: 5, lengthIndex: 1, lengthCounts: 4, typeIndex: 0)
  /// What PostgreSQL says, without TLS.
  static let fromPostgres = MessageLayout(
    opening: .bytes(0), headerBytes: 5, lengthIndex: 1, lengthCounts: 4, typeIndex: 0)
}

/// Finds the headers in a flow, in whatever pieces it comes.
struct MessageWalk: Sendable {
  /// A byte of a header.
  struct Mark: Sendable, Hashable {
    /// In the piece.
    let offset: Int
    /// In the header.
    let index: Int
    let isType: Bool
    let byte: UInt8
  }

  private let layout: MessageLayout
  private var bytesToSkip = 0
  private var length: UInt32 = 0
  private var index = 0
  private var isOpening: Bool

  init(_ layout: MessageLayout) {
    self.layout = layout
    switch layout.opening {
    case .bytes(let count):
      bytesToSkip = count
      isOpening = false
    case .lengthAlone: isOpening = true
    }
  }

  /// Moves over a piece.
  ///
  /// - Returns: the header bytes in it.
  mutating func advance(over piece: ArraySlice<UInt8>) -> [Mark] {
    var marks: [Mark] = []
    var offset = 0
    while offset < piece.count {
      if bytesToSkip > 0 {
        let skipped = min(bytesToSkip, piece.count - offset)
        bytesToSkip -= skipped
        offset += skipped
        continue
      }
      let byte = piece[piece.startIndex + offset]
      if !isOpening {
        marks.append(Mark(offset: offset, index: index, isType: index == layout.typeIndex, byte: byte))
      }
      take(byte)
      offset += 1
    }
    return marks
  }

  private mutating func take(_ byte: UInt8) {
    let lengthIndex = isOpening ? 0 : layout.lengthIndex
    if (lengthIndex..<lengthIndex + 4).contains(index) { length = length << 8 | UInt32(byte) }
    index += 1
    guard index == (isOpening ? 4 : layout.headerBytes) else { return }
    bytesToSkip = max(0, Int(length) - (isOpening ? 4 : layout.lengthCounts))
    index = 0
    length = 0
    isOpening = false
  }
}
