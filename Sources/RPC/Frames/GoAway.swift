package import NIOCore

/// Why a connection takes no more calls.
package enum GoAwayReason: UInt32, Hashable, Sendable, CaseIterable {
  /// An orderly end: calls up to the last accepted one are still answered.
  case shutdown = 0
  /// The peer broke a rule of the protocol.
  case protocolError = 1
  /// The peer sent a frame of a type that is not known here.
  case unknownFrame = 2
  /// The peer sent a frame above a limit that it was told.
  case frameTooLarge = 3
  /// Nothing was asked for too long.
  case idle = 4
  /// Preface and hello did not come in time.
  case handshakeTimeout = 5
  /// The server has as many connections as it takes.
  case tooManyConnections = 6
  /// The first bytes are not those of Cairn frames.
  case unknownProtocol = 7
  /// The peer does not read what it is sent.
  case slowReader = 8
  /// A fault of the sender's own.
  case internalError = 9
  /// The server does not talk to this peer, or does not any more.
  case notAdmitted = 10
}

/// The payload of a `goAway` frame: last accepted call u32, reason u32, then text for a person.
package struct GoAway: Hashable, Sendable {
  /// Longest text, in bytes.
  package static let messageBytesMax = 1_024

  /// Calls above this one were not and will not be begun; 0 if none was accepted.
  package var lastCallID: UInt32
  /// A raw `GoAwayReason`; numbers that are not known read as an orderly end would.
  package var reason: UInt32
  /// For a person, UTF-8.
  package var message: String

  /// Makes the payload of its parts.
  package init(lastCallID: UInt32, reason: GoAwayReason, message: String) {
    self.lastCallID = lastCallID
    self.reason = reason.rawValue
    self.message = message
  }

  /// Reads the payload; `nil` if it is too short.
  package init?(payload: inout ByteBuffer) {
    guard let (last, reason) = payload.readMultipleIntegers(as: (UInt32, UInt32).self) else { return nil }
    lastCallID = last
    self.reason = reason
    message = String(decoding: payload.readableBytesView.prefix(Self.messageBytesMax), as: UTF8.self)
  }
}
