extension FrameConnection.StateMachine {
  /// A message of a stream begins to come, or the client's word that no more come.
  mutating func receivedMessage(
    _ header: FrameHeader, now: Deadline
  ) throws(FrameFault) -> FrameConnection.StateMachine.Arrival {
    let id = header.callID
    guard id <= lastSeenID else { throw FrameFault(.protocolError, "message: call \(id) was never opened") }
    // What the client sent before it knew of the end.
    guard let call = calls[id], !call.isAnswered else { return .ignore }
    guard var stream = streams[id] else {
      throw FrameFault(.protocolError, "message: call \(id) takes one request, in its own frame")
    }
    if header.flags & FrameFlag.last != 0 {
      try stream.receivedLast()
    } else {
      let cost = MessageQueue.cost(messageBytes: Int(header.payloadBytes))
      try stream.received(cost: cost)
      guard calls.requestBytes + cost <= configuration.requestBytesPerConnectionMax else {
        let limit = configuration.requestBytesPerConnectionMax
        let text = "requests under way on a connection hold at most \(limit) bytes"
        return .endStream(RPCError(.resourceExhausted, text))
      }
      calls.requestBytes += cost
    }
    streams[id] = stream
    messageEndsAt = now.advanced(nanoseconds: UInt64(configuration.frameMilliseconds) * 1_000_000)
    wake(at: messageEndsAt)
    return .take
  }

  /// The payload of a message has come, too.
  mutating func receivedMessagePayload() { messageEndsAt = .never }

  /// Credit for a call has come; checks what can be known before it is read.
  func receivedWindow(_ id: UInt32) throws(FrameFault) {
    guard id <= lastSeenID else { throw FrameFault(.protocolError, "window: call \(id) was never opened") }
  }

  /// The client gives credit for responses.
  ///
  /// - Returns: whether there may be something to send now.
  mutating func granted(_ id: UInt32, _ credit: Int) throws(FrameFault) -> Bool {
    guard let call = calls[id], !call.isAnswered else { return false }
    guard streams[id] != nil else { throw FrameFault(.protocolError, "window: call \(id) does not stream") }
    try streams[id]?.granted(credit)
    return true
  }

  /// A stream's call was looked up and is about to begin.
  mutating func streamBegan(_ id: UInt32, sends: Bool) {
    streams[id] = StreamCredit(
      sends: sends, receives: streams[id] != nil, toSend: Int(clientHello.streamWindowBytes),
      toReceive: configuration.streamWindowBytes)
  }

  /// Whether a call is a stream that has not been answered.
  func isStream(_ id: UInt32) -> Bool { streams[id] != nil }

  /// How much may be sent on a stream; `nil` if nothing.
  func creditToSend(_ id: UInt32) -> Int? {
    guard phase == .open, let stream = streams[id], stream.maySend else { return nil }
    return stream.toSend
  }

  /// Responses were sent.
  mutating func sent(_ id: UInt32, cost: Int) { streams[id]?.sent(cost: cost) }

  /// A handler has taken requests.
  ///
  /// - Returns: the credit to give for them, if more may come.
  mutating func taken(_ id: UInt32, cost: Int) -> UInt32? {
    calls.requestBytes -= cost
    return streams[id]?.taken(cost: cost)
  }

  /// A call is no stream any more.
  ///
  /// - Returns: the cost of requests that were not taken; `nil` if it was none.
  mutating func closedStream(_ id: UInt32) -> Int? {
    guard !streams.isEmpty, let stream = streams.removeValue(forKey: id) else { return nil }
    calls.requestBytes -= stream.heldCost
    return stream.heldCost
  }
}
