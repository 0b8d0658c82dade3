/// What a frame is. `docs/wire-protocol.md` section 3 says the same in prose.
package enum FrameType: UInt8, Hashable, Sendable, CaseIterable {
  /// The first frame of each side: what it accepts.
  case hello = 0x01
  /// Client to server: opens a call. A unary request is this one frame.
  case call = 0x02
  /// One message of a stream, or with `last` the client's word that no more come. Spoken only to a peer whose hello says
  /// `streams`.
  case message = 0x03
  /// More credit for a stream. Spoken only to a peer whose hello says `streams`.
  case window = 0x04
  /// Server to client: ends a call. A unary answer is this one frame.
  case end = 0x05
  /// Client to server: nobody waits for this call any more.
  case cancel = 0x06
  /// Asks for a pong with the same eight bytes.
  case ping = 0x07
  /// Answers a ping.
  case pong = 0x08
  /// The sender will accept no more calls; says which was the last one, and why.
  case goAway = 0x09
}

/// Bits of a frame header's flags.
package enum FrameFlag {
  /// On `call`: the message in it is the only one. On a client's `message` without payload: no more come.
  package static let last: UInt8 = 0x01
  /// On `end`: the server had certainly not begun with the call; sending it again is safe.
  package static let untouched: UInt8 = 0x02
}

/// One of the two ends of a connection.
package enum FrameSide: Hashable, Sendable {
  /// Opens the connection and the calls.
  case client
  /// Accepts them.
  case server
}
