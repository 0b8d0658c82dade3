/// The first eight bytes of each side, by which Cairn frames are told from anything else on the same port.
package enum Preface {
  /// `CAIRN/1` and a line feed.
  package static let bytes: [UInt8] = Array("CAIRN/1\n".utf8)
  /// How HTTP/2, and with it gRPC, begins. Source: RFC 9113 section 3.4.
  package static let http2: [UInt8] = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  /// What the first bytes of a connection are.
  package enum Verdict: Hashable, Sendable {
    /// All eight bytes are there.
    case cairnFrames
    /// The connection begins as HTTP/2 does.
    case http2
    /// Too few bytes to tell.
    case undecided
    /// Neither.
    case unknown
  }

  /// Judges the first bytes of a connection, however few they are.
  package static func judge(_ received: some Collection<UInt8>) -> Verdict {
    if received.starts(with: bytes) { return .cairnFrames }
    if received.starts(with: http2) { return .http2 }
    if bytes.starts(with: received) || http2.starts(with: received) { return .undecided }
    return .unknown
  }
}
