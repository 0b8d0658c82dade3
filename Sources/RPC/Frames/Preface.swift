/// The first eight bytes of each side, by which Cairn frames are told from anything else on the same port.
package enum Preface {
  /// `CAIRN/1` and a line feed.
  package static let bytes: [UInt8] = Array("CAIRN/1\n".utf8)

  /// What the first bytes of a connection are.
  package enum Verdict: Hashable, Sendable {
    /// All eight bytes are there.
    case cairnFrames
    /// Too few bytes to tell.
    case undecided
    /// Something else.
    case unknown
  }

  /// Judges the first bytes of a connection, however few they are.
  package static func judge(_ received: some Collection<UInt8>) -> Verdict {
    if received.starts(with: bytes) { return .cairnFrames }
    if bytes.starts(with: received) { return .undecided }
    return .unknown
  }
}
