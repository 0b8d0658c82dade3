internal import Logging
internal import NIOCore
internal import NIOHTTP2

extension GRPCConnection {
  // MARK: Beginning

  /// Begins a unary call whose request is complete.
  func begin(_ call: Call, _ request: ByteBuffer) {
    let id = call.id
    let context = started(call)
    do {
      switch call.entry.handler {
      case .immediate(let handler):
        finished(id, .success(try request.withUnsafeReadableBytes { try handler($0, context) }))
      case .task(let handler):
        machine.calls.runs(id, in: run(id, try request.withUnsafeReadableBytes { try handler($0, context) }))
      case .stream: break
      }
    } catch {
      finished(id, .failure(error))
    }
  }

  /// Begins a call of a method that streams, before its first request.
  func begin(_ call: Call, _ method: StreamMethod) {
    let id = call.id
    let context = started(call)
    let connection = NIOLoopBound(self, eventLoop: eventLoop)
    let eventLoop = eventLoop
    let configuration = shared.configuration
    let inbox = MessageInbox(reportCost: max(1, configuration.http2StreamWindowBytes / 4)) { cost in
      eventLoop.now { connection.value.taken(id, cost: cost) }
    }
    let outbox = MessageOutbox(
      capacityBytes: configuration.streamSendBytes, messageBytesMax: configuration.payloadBytesMax,
      budget: responseBudget
    ) {
      eventLoop.now { connection.value.isReadyToSend(id) }
    }
    call.stream = Stream(
      whenGoingAway: method.whenGoingAway, inbox: inbox,
      sender: StreamSender(outbox: outbox) { $0.writeGRPCMessage($1) })
    machine.calls.runs(id, in: runStream(id) { try await method.work(inbox, outbox, context) })
  }

  private func started(_ call: Call) -> CallContext {
    let deadline = deadline(call.head.timeoutMicroseconds, of: call.entry.handler, from: burstBegan)
    let trace = call.head.metadata.trace
    machine.began(call.id, deadline: deadline, method: call.entry.number, trace: trace, at: burstBegan)
    shared.observer?.callBegan()
    return context(of: call.id, method: call.head.path, call.head.metadata, deadline: deadline, trace: trace)
  }

  // MARK: Sending responses of streams

  private func isReadyToSend(_ id: UInt32) {
    guard open[id]?.stream != nil else { return }
    ready.append(id)
    scheduleFlush()
  }

  /// Hands what streams have to send over to HTTP/2.
  func sendResponses() {
    while !ready.isEmpty {
      let ids = ready
      ready.removeAll()
      for id in ids { sendResponses(id) }
    }
  }

  private func sendResponses(_ id: UInt32) {
    guard let call = open[id], let sender = call.stream?.sender else { return }
    while isWritable, let sending = call.stream?.sendingCost, sending < shared.configuration.streamSendBytes {
      var buffer = ByteBuffer()
      let cost = sender.write(into: &buffer, credit: shared.configuration.streamSendBytes - sending)
      guard cost > 0 else {
        // What was sent goes before what ends the call.
        if let result = call.stream?.result { finished(id, result) }
        return
      }
      call.stream?.sendingCost += cost
      send(buffer, of: call, cost: cost)
    }
  }

  private func send(_ messages: ByteBuffer, of call: Call, cost: Int) {
    beginAnswer(call, call.stream?.sender.outbox.announced ?? Metadata())
    let promise = eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      call.stream?.sendingCost -= cost
      call.stream?.sender.outbox.passedOn(cost: cost)
      self.isReadyToSend(call.id)
    }
    machine.sent()
    write(call.id, .data(.init(data: .byteBuffer(messages))), promise: promise)
  }

  // MARK: Ending

  /// A call's handler has returned; one that streams ends when what it sent has been handed over.
  func returned(_ id: UInt32, _ result: Result<MethodTable.Answer, any Error>) {
    guard let call = open[id], call.stream != nil else { return finished(id, result) }
    call.stream?.result = result
    isReadyToSend(id)
  }

  private func finished(_ id: UInt32, _ result: Result<MethodTable.Answer, any Error>) {
    guard let under = machine.calls.finished(id) else { return }
    shared.budget.release(under.bytes)
    guard !under.isAnswered, let call = open[id] else { return scheduleFlush() }
    release(call, RPCError(.failedPrecondition, "the call has ended"))
    switch result {
    case .success(let answer): observeEnd(id, under, self.answer(call, answer))
    case .failure(let error):
      let status = RPCError(thrown: error, requestID: requestID(id))
      self.answer(call, status)
      observeEnd(id, under, status.code, cause: status.cause ?? error)
    }
  }

  /// Answers a call before its handler has returned, and cancels it.
  func answerEarly(_ id: UInt32, _ error: RPCError) {
    guard let under = machine.calls.answered(id) else { return }
    if let call = open[id] {
      answer(call, error)
      release(call, error)
    }
    abandon(id, under, error.code)
  }

  /// Nobody waits for a call's handler any more.
  private func abandon(_ id: UInt32, _ under: CallsUnderWay.Call, _ code: StatusCode) {
    observeEnd(id, under.hasBegun ? under : nil, code)
    if !under.hasBegun { forget(id) }
    under.task?.cancel()
  }

  /// The time of a call that has begun is over.
  func expire(_ id: UInt32) {
    let error = RPCError(.deadlineExceeded, "the deadline passed before the call had ended")
    observeEnd(id, machine.calls[id], error.code)
    guard let call = open[id] else { return }
    answer(call, error)
    release(call, error)
  }

  /// Ends streams since the server goes away.
  func endStreams(_ isEnded: (Stream) -> Bool) {
    for call in Array(open.values) {
      guard let stream = call.stream, isEnded(stream) else { continue }
      answerEarly(call.id, RPCError(.unavailable, "the server is going away; open the stream again"))
    }
  }

  /// HTTP/2's stream of a call is closed: all has been sent, or the client gave it up, or it broke the rules.
  func closed(_ id: UInt32) {
    machine.closedStream(id)
    guard let call = open.removeValue(forKey: id) else { return }
    let error = RPCError(.cancelled, "the caller gave up")
    if let under = machine.calls.answered(id) { abandon(id, under, error.code) }
    letGo(of: call, error)
    scheduleFlush()
  }

  /// A call's HTTP/2 stream is no more, and what its answer holds with it.
  func letGo(of call: Call, _ error: RPCError) {
    responseBudget.release(call.answerBytes)
    call.answerBytes = 0
    release(call, error)
  }

  /// Lets go of what a call holds as a stream; its handler finds out when it next reads or sends.
  func release(_ call: Call, _ error: RPCError) {
    guard let stream = call.stream else { return }
    call.stream = nil
    shared.budget.release(stream.requestCost)
    machine.calls.requestBytes -= stream.requestCost
    stream.inbox.fail(error)
    stream.sender.outbox.close(error)
    // Its handler has returned already, so that nothing else will end the call.
    if stream.result != nil { forget(call.id) }
  }

  private func forget(_ id: UInt32) {
    if let under = machine.calls.finished(id) { shared.budget.release(under.bytes) }
  }
}
