internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

extension GRPCConnection {
  // MARK: Headers

  /// Headers of a call have come, or those after its last message.
  func received(_ id: UInt32, _ headers: HPACKHeaders, endsStream: Bool) {
    if let call = open[id] {
      if endsStream { completed(call) }
      return
    }
    do throws(Refusal) {
      let call = try call(id, headers)
      open[id] = call
      if case .stream(let method) = call.entry.handler { begin(call, method) }
      if endsStream { completed(call) }
    } catch {
      _ = machine.calls.finished(id)
      refuse(id, error, isComplete: endsStream)
    }
  }

  private func call(_ id: UInt32, _ headers: HPACKHeaders) throws(Refusal) -> Call {
    do throws(RPCError) { try machine.opened(id, now: burstBegan) } catch { throw .call(error) }
    if let refusal { throw .call(refusal) }
    let head: GRPCRequestHead
    do throws(GRPCRequestHead.Fault) {
      head = try GRPCRequestHead(headers: headers.lazy.map { (name: $0.name, value: $0.value) })
    } catch {
      switch error {
      case .http(let status): throw .http(status)
      case .status(let code, let message): throw .call(RPCError(code, message))
      }
    }
    let entry: MethodTable.Entry
    do throws(RPCError) {
      entry = try shared.methods.entry(path: head.path)
      if case .stream = entry.handler { try takeStream() }
    } catch {
      throw .call(error)
    }
    return Call(id: id, head: head, entry: entry, configuration: shared.configuration)
  }

  // MARK: Messages

  /// Bytes of a call's messages have come.
  func received(_ id: UInt32, _ bytes: ByteBuffer, endsStream: Bool) {
    guard let call = open[id], machine.calls[id]?.isAnswered == false else { return }
    call.reader.append(bytes, isLast: endsStream)
    do throws(RPCError) {
      try readMessages(of: call)
      machine.awaitsMessage(
        id, call.stream != nil && call.reader.isAmidMessage && call.window.remaining > 0, now: burstBegan)
      if endsStream { completed(call) }
    } catch {
      call.isComplete = endsStream
      answerEarly(id, error)
    }
  }

  private func readMessages(of call: Call) throws(RPCError) {
    while true {
      let step: GRPCMessageReader.Step
      do throws(GRPCMessageReader.Fault) { step = try call.reader.next() } catch { throw RPCError(fault: error) }
      switch step {
      case .needMore: return
      case .begins(let bytes): try makeRoom(for: bytes, of: call)
      case .message(let message): take(message, call)
      }
    }
  }

  /// Holds the memory of a request before it comes.
  private func makeRoom(for bytes: Int, of call: Call) throws(RPCError) {
    guard call.request == nil else { throw RPCError(.invalidArgument, "the method takes one request") }
    let cost = call.stream == nil ? bytes : MessageQueue.cost(messageBytes: bytes)
    guard shared.budget.reserve(cost, whoHolds: machine.calls.requestBytes) else {
      throw RPCError(.resourceExhausted, "the server has no room for more requests", isUntouched: call.stream == nil)
    }
    do throws(RPCError) {
      try machine.receivesMessage(call.id, bytes: cost, isHeldByCall: call.stream == nil)
    } catch {
      shared.budget.release(cost)
      throw error
    }
    call.stream?.requestCost += cost
  }

  private func take(_ message: ByteBuffer, _ call: Call) {
    guard let stream = call.stream else {
      call.request = message
      return
    }
    call.window.held(cost: MessageQueue.cost(messageBytes: message.readableBytes))
    stream.inbox.append(message)
    // Once for all that come in a burst.
    if wakeable.last != call.id { wakeable.append(call.id) }
  }

  /// The client has said everything.
  private func completed(_ call: Call) {
    guard !call.isComplete else { return }
    call.isComplete = true
    guard machine.calls[call.id]?.isAnswered == false else { return }
    guard !call.reader.isAmidMessage else {
      return answerEarly(call.id, RPCError(.invalidArgument, "the call ended in the midst of a message"))
    }
    if let stream = call.stream {
      stream.inbox.finish()
    } else if let request = call.request {
      call.request = nil
      begin(call, request)
    } else {
      answerEarly(call.id, RPCError(.invalidArgument, "no request came"))
    }
  }

  func wakeReaders() {
    guard !wakeable.isEmpty else { return }
    for id in wakeable { open[id]?.stream?.inbox.wake() }
    wakeable.removeAll(keepingCapacity: true)
  }

  // MARK: Windows

  /// A handler has taken requests: the client may send as much again.
  func taken(_ id: UInt32, cost: Int) {
    guard let call = open[id], call.stream != nil else { return }
    call.stream?.requestCost -= cost
    call.window.taken(cost: cost)
    shared.budget.release(cost)
    machine.calls.requestBytes -= cost
    widen(call)
  }

  /// A window has become smaller by what came, or wider by what was given.
  func windowChanged(_ event: NIOHTTP2WindowUpdatedEvent) {
    guard let remaining = event.inboundWindowSize else { return }
    if event.streamID == .rootStream {
      let size = shared.configuration.http2ConnectionWindowBytes
      if remaining <= size / 2 { write(0, .windowUpdate(windowSizeIncrement: size - remaining)) }
    } else if let call = open[UInt32(truncatingIfNeeded: Int(event.streamID))] {
      call.window.changed(to: remaining)
      widen(call)
    }
  }

  private func widen(_ call: Call) {
    guard !call.isComplete, machine.calls[call.id]?.isAnswered == false, let bytes = call.window.update else { return }
    machine.awaitsMessage(call.id, false, now: burstBegan)
    write(call.id, .windowUpdate(windowSizeIncrement: bytes))
  }
}

extension RPCError {
  fileprivate init(fault: GRPCMessageReader.Fault) {
    switch fault {
    case .compressed: self.init(.internal, "a message is marked as compressed, but its call named no grpc-encoding")
    case .tooLong(let bytes):
      self.init(.resourceExhausted, "a message of \(bytes) bytes is longer than the server takes", isUntouched: true)
    }
  }
}
