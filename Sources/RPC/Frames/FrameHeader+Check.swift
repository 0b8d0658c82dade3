extension FrameHeader {
  /// Limits that a side holds the frames of its peer to.
  package struct Limits: Hashable, Sendable {
    /// Largest payload, in bytes.
    package var payloadBytesMax: UInt32
    /// Largest head, in bytes.
    package var headBytesMax: UInt16

    /// Makes limits of their parts.
    package init(payloadBytesMax: UInt32, headBytesMax: UInt16) {
      self.payloadBytesMax = payloadBytesMax
      self.headBytesMax = headBytesMax
    }
  }

  /// Checks everything that can be known before the payload is there, and names the type.
  ///
  /// - Parameter side: who sent the frame.
  package func checked(from side: FrameSide, limits: Limits) throws(FrameFault) -> FrameType {
    guard let type = FrameType(rawValue: type) else {
      throw FrameFault(.unknownFrame, "frame type \(self.type) is not known")
    }
    guard payloadBytes <= limits.payloadBytesMax else {
      throw FrameFault(.frameTooLarge, "\(type): payload of \(payloadBytes) bytes; at most \(limits.payloadBytesMax)")
    }
    switch type {
    case .call, .end:
      try checkSender(type, side, is: type == .call ? .client : .server)
      try checkFlags(type, allowed: type == .call ? FrameFlag.last : FrameFlag.untouched)
      guard headBytes <= limits.headBytesMax else {
        throw FrameFault(.frameTooLarge, "\(type): head of \(headBytes) bytes; at most \(limits.headBytesMax)")
      }
      guard UInt32(headBytes) <= payloadBytes else {
        throw FrameFault(.protocolError, "\(type): the head is longer than the payload")
      }
      try checkCallID(type, present: true)
      guard type == .end || flags & FrameFlag.last != 0 || UInt32(headBytes) == payloadBytes else {
        throw FrameFault(.protocolError, "call: without the flag `last` its messages come in frames of their own")
      }
    case .cancel:
      try checkSender(type, side, is: .client)
      try checkPlain(type, callID: true, sizes: 0...0)
    case .message:
      try checkFlags(type, allowed: side == .client ? FrameFlag.last : 0)
      try checkCallID(type, present: true)
      guard headBytes == 0 else { throw FrameFault(.protocolError, "\(type): has no head") }
      guard flags & FrameFlag.last == 0 || payloadBytes == 0 else {
        throw FrameFault(.protocolError, "\(type): `last` stands on a frame without payload")
      }
    case .window:
      try checkPlain(type, callID: true, sizes: 4...4)
    case .hello:
      try checkPlain(type, callID: false, sizes: 0...(Hello.settingsMax * 6))
      guard payloadBytes % 6 == 0 else {
        throw FrameFault(.protocolError, "hello: \(payloadBytes) bytes are not pairs of u16 and u32")
      }
    case .ping, .pong:
      try checkPlain(type, callID: false, sizes: 8...8)
    case .goAway:
      try checkPlain(type, callID: false, sizes: 8...(8 + GoAway.messageBytesMax))
    }
    return type
  }

  private func checkPlain(_ type: FrameType, callID: Bool, sizes: ClosedRange<Int>) throws(FrameFault) {
    try checkFlags(type, allowed: 0)
    try checkCallID(type, present: callID)
    guard headBytes == 0 else { throw FrameFault(.protocolError, "\(type): has no head") }
    guard sizes.contains(Int(payloadBytes)) else {
      throw FrameFault(.protocolError, "\(type): a payload of \(payloadBytes) bytes is not of its form")
    }
  }

  private func checkSender(_ type: FrameType, _ side: FrameSide, is expected: FrameSide) throws(FrameFault) {
    guard side == expected else { throw FrameFault(.protocolError, "\(type): only a \(expected) sends it") }
  }

  private func checkFlags(_ type: FrameType, allowed: UInt8) throws(FrameFault) {
    guard flags & ~allowed == 0 else {
      throw FrameFault(.protocolError, "\(type): flags \(flags & ~allowed) are not known")
    }
  }

  private func checkCallID(_ type: FrameType, present: Bool) throws(FrameFault) {
    guard (callID != 0) == present else {
      throw FrameFault(.protocolError, present ? "\(type): call id is 0" : "\(type): call id is not 0")
    }
  }
}
