internal import CairnMessages
internal import Logging
internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

extension GRPCConnection {
  /// Why a call does not begin.
  enum Refusal: Error {
    /// It is none of gRPC: an HTTP status is all that it is answered.
    case http(Int)
    case call(RPCError)
  }

  /// Answers a call that has not begun.
  func refuse(_ id: UInt32, _ refusal: Refusal, isComplete: Bool) {
    switch refusal {
    case .http(let status):
      observeEnd(id, nil, .unimplemented)
      end(id, [":status": String(status)], isComplete: isComplete)
    case .call(let error):
      observeEnd(id, nil, error.code)
      end(id, trailers(error, isAlone: true), isComplete: isComplete)
      // Nothing else will be said to whom the server does not talk to.
      if self.refusal != nil { drain(since: error.message) }
    }
  }

  /// Sends the headers of an answer, if they have not gone: with its first message, since they end a client's right to send the
  /// call again.
  func beginAnswer(_ call: Call, _ metadata: Metadata) {
    guard !call.hasBegunAnswer else { return }
    call.hasBegunAnswer = true
    write(call.id, .headers(.init(headers: metadata.isEmpty ? GRPCHeaders.response : GRPCHeaders.response(metadata))))
  }

  /// - Returns: what the call ended with, which is an error if the answer cannot be sent.
  func answer(_ call: Call, _ answer: MethodTable.Answer) -> StatusCode {
    if let fault = answer.metadata.fault ?? answer.leading.fault {
      shared.logger.error("an answer's metadata breaks the rules", metadata: ["fault": .string(fault)])
      self.answer(call, RPCError(.internal, "the server failed; request \(requestID(call.id))"))
      return .internal
    }
    if case .stream(let method) = call.entry.handler, method.kind.streamsResponses {
      beginAnswer(call, answer.leading)
    } else {
      guard responseBudget.reserve(answer.message.count, whoHolds: responseBudget.usedBytes) else {
        self.answer(call, RPCError(.resourceExhausted, "the server has no room for more answers that wait to be read"))
        return .resourceExhausted
      }
      call.answerBytes = answer.message.count
      beginAnswer(call, answer.leading)
      var message = ByteBuffer()
      message.writeGRPCMessage(answer.message)
      write(call.id, .data(.init(data: .byteBuffer(message))))
    }
    end(
      call.id, answer.metadata.isEmpty ? GRPCHeaders.ok : GRPCHeaders.ok(answer.metadata), isComplete: call.isComplete)
    return .ok
  }

  /// Ends a call with an error.
  func answer(_ call: Call, _ error: RPCError) {
    end(call.id, trailers(error, isAlone: !call.hasBegunAnswer), isComplete: call.isComplete)
  }

  private func trailers(_ error: RPCError, isAlone: Bool) -> HPACKHeaders {
    GRPCHeaders.trailers(error, isAlone: isAlone, bytesMax: machine.clientHeadBytesMax)
  }

  /// Sends the last of a call.
  ///
  /// - Parameter isComplete: whether the client has said everything; if not, it is told that it need not.
  private func end(_ id: UInt32, _ headers: HPACKHeaders, isComplete: Bool) {
    machine.sent()
    machine.answered(id, now: burstBegan)
    rearmTimer()
    var promise: EventLoopPromise<Void>?
    if !isComplete {
      promise = eventLoop.makePromise()
      promise?.futureResult.assumeIsolated().whenSuccess { self.write(id, .rstStream(.noError)) }
    }
    write(id, .headers(.init(headers: headers, endStream: true)), promise: promise)
  }

  /// Ends a call whose client does not take the answer.
  func reset(_ id: UInt32) {
    shared.logger.notice(
      "cut off a call whose answer is not read", metadata: ["request": .stringConvertible(requestID(id))])
    machine.closedStream(id)
    write(id, .rstStream(.cancel))
  }
}

extension RPCError {
  /// What a peer is answered whom the server does not talk to.
  init(notAdmitted why: String) {
    self.init(.unauthenticated, why, details: [.errorInfo(reason: "NOT_ADMITTED", domain: "cairn")])
  }
}
