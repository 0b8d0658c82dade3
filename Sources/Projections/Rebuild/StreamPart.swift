internal import Identifiers

/// One of several parts into which streams fall, each stream into one for ever, so that parts can be folded side by side.
struct StreamPart: Hashable, Sendable {
  /// Into how many parts.
  static let count = 4
  /// From 0.
  let index: Int

  /// The part of that index.
  init(index: Int) {
    precondition((0..<Self.count).contains(index), "streams fall into \(Self.count) parts")
    self.index = index
  }

  /// The part of a stream: by the last byte of its id, which is random in every version of UUID in use.
  init(of streamID: Identifier128) {
    self.init(index: Int(streamID.low & 0xFF) % Self.count)
  }

  /// All of them.
  static let all = (0..<count).map { StreamPart(index: $0) }
}
