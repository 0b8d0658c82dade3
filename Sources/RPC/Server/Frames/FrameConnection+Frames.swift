internal import NIOCore

extension FrameConnection {
  /// Acts on the next step of the reader; `false` if it needs more bytes.
  func readFrame() throws(FrameFault) -> Bool {
    switch try reader.next() {
    case .needMore: return false
    case .header(let type, let header):
      switch try machine.received(type, header, now: burstBegan) {
      case .take: takeIn(header)
      case .refuse(let error):
        reader.discardPayload()
        answer(header.callID, error)
        observeEnd(header.callID, nil, error.code)
      case .cancel(let task):
        let error = RPCError(.cancelled, "the caller gave up")
        answer(header.callID, error)
        observeEnd(header.callID, machine.calls[header.callID], error.code)
        closeStream(header.callID, error)
        task?.cancel()
        reader.discardPayload()
      case .endStream(let error):
        reader.discardPayload()
        endStream(header.callID, error)
      case .ignore: reader.discardPayload()
      }
    case .payload(let type, let header, var payload): try act(on: type, header, &payload)
    }
    return true
  }

  /// Holds the memory of a request before it comes, or passes over it.
  private func takeIn(_ header: FrameHeader) {
    guard header.type == FrameType.call.rawValue else { return takeInMessage(header) }
    let bytes = Int(header.payloadBytes)
    guard shared.budget.reserve(bytes, whoHolds: machine.calls.requestBytes - bytes) else {
      _ = machine.calls.finished(header.callID)
      _ = machine.closedStream(header.callID)
      reader.discardPayload()
      answer(
        header.callID, RPCError(.resourceExhausted, "the server has no room for more requests", isUntouched: true))
      return observeEnd(header.callID, nil, .resourceExhausted)
    }
  }

  private func takeInMessage(_ header: FrameHeader) {
    guard header.type == FrameType.message.rawValue, header.flags & FrameFlag.last == 0 else { return }
    let cost = MessageQueue.cost(messageBytes: Int(header.payloadBytes))
    if shared.budget.reserve(cost, whoHolds: machine.calls.requestBytes - cost) { return }
    // The stream's end gives it back.
    shared.budget.charge(cost)
    reader.discardPayload()
    machine.receivedMessagePayload()
    endStream(header.callID, RPCError(.resourceExhausted, "the server has no room for more requests"))
  }

  private func act(on type: FrameType, _ header: FrameHeader, _ payload: inout ByteBuffer) throws(FrameFault) {
    switch type {
    case .call: dispatch(header, payload)
    case .hello:
      machine.receivedHello(try Hello(payload: &payload))
      if machine.isDraining { end(machine.goAway(.shutdown, "the server is going away")) }
    case .ping: send(.pong, message: Array(payload.readableBytesView))
    case .goAway: drain()
    case .message: try received(header, payload)
    case .window: if let credit = payload.readInteger(as: UInt32.self) { try granted(header.callID, credit) }
    case .pong, .cancel, .end: break
    }
  }
}
