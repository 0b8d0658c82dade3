internal import CairnMessages
internal import NIOCore

extension FrameConnection {
  /// A stream from the arrival of its call to its end.
  struct Stream {
    let whenGoingAway: StreamMethod.GoingAway
    let inbox: MessageInbox
    let sender: StreamSender
    /// What the handler came to, while responses that it sent still wait to go.
    var result: Result<MethodTable.Answer, any Error>?
  }

  // MARK: Beginning

  /// Why a call cannot be served in its form, if it cannot.
  func misfit(_ header: FrameHeader, _ handler: MethodTable.Handler) -> RPCError? {
    let isOneRequest = header.flags & FrameFlag.last != 0
    guard case .stream(let method) = handler else {
      return isOneRequest ? nil : RPCError(.invalidArgument, "the method takes one request, in the call's own frame")
    }
    if !machine.clientHello.speaksStreams {
      return RPCError(.unimplemented, "the method streams; the client did not say that it speaks streams")
    }
    if method.kind.streamsRequests == isOneRequest {
      return RPCError(
        .invalidArgument,
        isOneRequest ? "the method takes a stream of requests" : "the method takes one request, in the call's own frame"
      )
    }
    return nil
  }

  /// Serves a stream whose call has come.
  func begin(_ id: UInt32, _ method: StreamMethod, _ message: ByteBuffer, _ call: CallContext) {
    machine.streamBegan(id, sends: method.kind.streamsResponses)
    let connection = NIOLoopBound(self, eventLoop: eventLoop)
    let eventLoop = eventLoop
    let configuration = shared.configuration
    // Only requests that came under credit give credit back.
    let reportCost = method.kind.streamsRequests ? max(1, configuration.streamWindowBytes / 2) : .max
    let inbox = MessageInbox(reportCost: reportCost) { cost in
      eventLoop.now { connection.value.taken(id, cost: cost) }
    }
    let outbox = MessageOutbox(
      capacityBytes: configuration.streamSendBytes, messageBytesMax: Int(machine.clientHello.payloadBytesMax),
      budget: responseBudget
    ) {
      eventLoop.now { connection.value.isReadyToSend(id) }
    }
    if !method.kind.streamsRequests {
      inbox.append(message)
      inbox.finish()
    }
    streams[id] = Stream(
      whenGoingAway: method.whenGoingAway, inbox: inbox,
      sender: StreamSender(outbox: outbox) { $0.writeMessageFrame(callID: id, $1) })
    machine.calls.runs(id, in: runStream(id) { try await method.work(inbox, outbox, call) })
  }

  // MARK: Requests

  /// A request of a stream is there, or the client's word that no more come.
  func received(_ header: FrameHeader, _ payload: ByteBuffer) throws(FrameFault) {
    machine.receivedMessagePayload()
    let id = header.callID
    guard let inbox = streams[id]?.inbox else { return }
    if header.flags & FrameFlag.last == 0 {
      inbox.append(payload)
      // Once for all that come in a burst.
      if wakeable.last != id { wakeable.append(id) }
    } else {
      inbox.finish()
    }
  }

  /// A handler has taken requests: the client may send as much again.
  private func taken(_ id: UInt32, cost: Int) {
    guard machine.isStream(id) else { return }
    shared.budget.release(cost)
    guard let credit = machine.taken(id, cost: cost), context != nil, machine.phase == .open else { return }
    outgoing.writeWindow(callID: id, credit: credit)
    scheduleFlush()
  }

  func wakeReaders() {
    guard !wakeable.isEmpty else { return }
    for id in wakeable { streams[id]?.inbox.wake() }
    wakeable.removeAll(keepingCapacity: true)
  }

  // MARK: Responses

  /// The client gives credit.
  func granted(_ id: UInt32, _ credit: UInt32) throws(FrameFault) {
    if try machine.granted(id, Int(credit)) { isReadyToSend(id) }
  }

  private func isReadyToSend(_ id: UInt32) {
    guard streams[id] != nil else { return }
    ready.append(id)
    scheduleFlush()
  }

  /// Puts into frames what streams have to send.
  func sendResponses() {
    while !ready.isEmpty {
      let ids = ready
      ready.removeAll()
      for id in ids { sendResponses(id) }
    }
  }

  private func sendResponses(_ id: UInt32) {
    while isWritable, let credit = machine.creditToSend(id), let sender = streams[id]?.sender {
      let cost = sender.write(into: &outgoing, credit: credit)
      guard cost > 0 else { break }
      sender.outbox.passedOn(cost: cost)
      machine.sent(id, cost: cost)
      if outgoing.readableBytes >= 65_536, let context { writeOutgoing(context) }
    }
    guard let stream = streams[id] else { return }
    if let result = stream.result, stream.sender.outbox.isPassedOn {
      finished(id, result)
    } else if !isWritable {
      heldBackStreams.insert(id)
    }
  }

  /// There is room to write again.
  func resumeResponses() {
    ready.append(contentsOf: heldBackStreams)
    heldBackStreams.removeAll()
  }

  // MARK: Ending

  /// A stream's handler has returned; its call ends when what it sent has gone.
  func returned(_ id: UInt32, _ result: Result<MethodTable.Answer, any Error>) {
    guard streams[id] != nil else { return finished(id, result) }
    streams[id]?.result = result
    isReadyToSend(id)
  }

  /// Answers a stream before its handler has returned, and cancels it.
  func endStream(_ id: UInt32, _ error: RPCError) {
    guard let task = machine.calls[id]?.task, machine.calls.answered(id) != nil else { return }
    answer(id, error)
    observeEnd(id, machine.calls[id], error.code)
    closeStream(id, error)
    task.cancel()
  }

  /// Ends all streams for which there is no time left, those of watches also while there is.
  func endStreams(_ isEnded: (Stream) -> Bool) {
    for (id, stream) in streams where isEnded(stream) {
      endStream(id, RPCError(.unavailable, "the server is going away; open the stream again"))
    }
  }

  /// Lets go of what a call holds as a stream, if it is one; its handler finds out when it next reads or sends.
  func closeStream(_ id: UInt32, _ error: RPCError) {
    if let cost = machine.closedStream(id) { shared.budget.release(cost) }
    guard !streams.isEmpty, let stream = streams.removeValue(forKey: id) else { return }
    stream.inbox.fail(error)
    stream.sender.outbox.close(error)
    heldBackStreams.remove(id)
    // Its handler has returned already, so that nothing else will end the call.
    if stream.result != nil, let call = machine.calls.finished(id) { shared.budget.release(call.bytes) }
  }
}
