internal import CairnCodec
internal import Logging
internal import NIOCore

extension FrameConnection {
  /// Begins a call whose frame is complete.
  func dispatch(_ header: FrameHeader, _ payload: ByteBuffer) {
    let id = header.callID
    var message = payload
    guard let head = message.readSlice(length: Int(header.headBytes)) else { return }
    do throws(RPCError) {
      let head = try callHead(head)
      if let misfit = misfit(header, head.entry.handler) { throw misfit }
      if case .stream = head.entry.handler { try takeStream() }
      let deadline = deadline(head.timeoutMicroseconds, of: head.entry.handler, from: burstBegan)
      let trace = head.metadata.trace
      machine.began(id, deadline: deadline, method: head.entry.number, trace: trace, at: burstBegan)
      shared.observer?.callBegan()
      let call = context(of: id, method: head.method, head.metadata, deadline: deadline, trace: trace)
      switch head.entry.handler {
      case .immediate(let handler):
        finished(id, Result { try message.withUnsafeReadableBytes { try handler($0, call) } })
      case .task(let handler):
        do {
          machine.calls.runs(id, in: run(id, try message.withUnsafeReadableBytes { try handler($0, call) }))
        } catch {
          finished(id, .failure(error))
        }
      case .stream(let method): begin(id, method, message, call)
      }
    } catch {
      finished(id, .failure(error))
    }
  }

  /// The head of a call: that of the call before if it has the same bytes, as it mostly has.
  private func callHead(_ bytes: ByteBuffer) throws(RPCError) -> CallHead {
    if let headCache, headCache.bytes == bytes { return headCache }
    let head = try CallHead(bytes: bytes, methods: shared.methods)
    headCache = head
    return head
  }

  /// A call's handler has returned, and what it streamed has gone.
  func finished(_ id: UInt32, _ result: Result<MethodTable.Answer, any Error>) {
    guard let call = machine.calls.finished(id) else { return }
    if machine.isStream(id) { closeStream(id, RPCError(.failedPrecondition, "the call has ended")) }
    shared.budget.release(call.bytes)
    guard !call.isAnswered else { return flushIfDrained() }
    switch result {
    case .success(let value): observeEnd(id, call, answer(id, value))
    case .failure(let error):
      let status = RPCError(thrown: error, requestID: requestID(id))
      answer(id, status)
      observeEnd(id, call, status.code, cause: status.cause ?? error)
    }
  }

  private func flushIfDrained() {
    if machine.isDrained { flush() }
  }

  /// - Returns: what the call ended with, which is an error if the answer cannot be sent.
  private func answer(_ id: UInt32, _ answer: MethodTable.Answer) -> StatusCode {
    var head: [UInt8] = []
    let metadata = answer.leading.followed(by: answer.metadata)
    if !metadata.isEmpty {
      if let fault = metadata.fault {
        shared.logger.error("an answer's metadata breaks the rules", metadata: ["fault": .string(fault)])
        self.answer(id, RPCError(.internal, "the server failed; request \(requestID(id))"))
        return .internal
      }
      head = encode(metadata.trailer)
    }
    guard head.count <= Int(min(machine.clientHello.headBytesMax, UInt32(UInt16.max))) else {
      self.answer(id, RPCError(.internal, "the metadata of the answer is longer than the client takes"))
      return .internal
    }
    let limit = Int(machine.clientHello.payloadBytesMax)
    guard head.count + answer.message.count <= limit else {
      let text = "the answer has \(answer.message.count) bytes; the client takes \(limit)"
      self.answer(id, RPCError(.resourceExhausted, text))
      return .resourceExhausted
    }
    send(.end, callID: id, head: head, message: answer.message)
    return .ok
  }

  /// Ends a call with an error.
  func answer(_ id: UInt32, _ error: RPCError) {
    let limit = Int(min(machine.clientHello.headBytesMax, UInt32(UInt16.max)))
    var error = error
    var head = encode(error.trailer)
    if head.count > limit {
      error.details = []
      error.metadata = Metadata()
      error.message = String(error.message.prefix(512)) + " (details left out: they are longer than the client takes)"
      head = encode(error.trailer)
    }
    send(.end, flags: error.isUntouched ? FrameFlag.untouched : 0, callID: id, head: head)
  }
}
