internal import CairnMessages

extension ClientStateMachine {
  /// A stream's call was sent.
  mutating func opened(_ id: UInt32, _ core: ClientStreamCore) {
    streams[id] = StreamCredit(
      sends: core.kind.streamsRequests, receives: core.kind.streamsResponses,
      toSend: Int(serverHello.streamWindowBytes), toReceive: configuration.streamWindowBytes)
  }

  /// The id of a call that the server has and whose caller waits.
  func id(of token: Token) -> UInt32? {
    guard case .underWay(let id) = entries[token]?.place else { return nil }
    return id
  }

  /// A response of a stream has come.
  ///
  /// - Returns: whether anybody waits for it.
  mutating func receivedMessage(_ id: UInt32, messageBytes: Int) throws(FrameFault) -> Bool {
    guard try isWaitedFor(id, "message") else { return false }
    try streams[id]?.received(cost: MessageQueue.cost(messageBytes: messageBytes))
    return true
  }

  /// The server gives credit.
  ///
  /// - Returns: whether there may be something to send now.
  mutating func granted(_ id: UInt32, _ credit: Int) throws(FrameFault) -> Bool {
    guard try isWaitedFor(id, "window") else { return false }
    try streams[id]?.granted(credit)
    return true
  }

  private func isWaitedFor(_ id: UInt32, _ what: String) throws(FrameFault) -> Bool {
    guard let token = underWay[id] else { throw FrameFault(.protocolError, "\(what): call \(id) is not under way") }
    // The caller has gone, and the server does not know yet.
    guard entries[token] != nil else { return false }
    guard streams[id] != nil else { throw FrameFault(.protocolError, "\(what): call \(id) does not stream") }
    return true
  }

  /// How much may be sent on a stream; `nil` if nothing.
  func creditToSend(_ id: UInt32) -> Int? {
    guard link == .ready, let stream = streams[id], stream.maySend else { return nil }
    return stream.toSend
  }

  /// Requests were sent.
  mutating func sent(_ id: UInt32, cost: Int) { streams[id]?.sent(cost: cost) }

  /// The caller sends no more requests.
  ///
  /// - Returns: whether this is new.
  mutating func finishedSending(_ id: UInt32) -> Bool {
    guard streams[id]?.isSending == true else { return false }
    streams[id]?.finishedSending()
    return true
  }

  /// The caller has read responses.
  ///
  /// - Returns: the credit to give for them, if more may come.
  mutating func taken(_ id: UInt32, cost: Int) -> UInt32? { streams[id]?.taken(cost: cost) }
}
