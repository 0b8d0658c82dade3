package import CairnCodec
internal import CairnMessages

/// A call that streams, for its caller. When the last copy of it, and of its responses, is let go, the call is cancelled
/// unless it has ended.
package struct ClientStream<Request: WireMessage, Response: WireMessage>: Sendable {
  /// What the server answers, up to the end of the call.
  package let responses: ResponseStream<Response>
  private let requests: MessageWriter<Request>
  private let handle: ClientStreamHandle

  init(handle: ClientStreamHandle, outbox: MessageOutbox) {
    self.handle = handle
    requests = MessageWriter(outbox: outbox)
    // Holds the handle, so that the call lives as long as its responses can be read.
    responses = ResponseStream(inbox: handle.core.inbox) {
      // Nobody wants what comes after it.
      handle.cancel()
      return RPCError(.internal, "a response is no message of its method: \($0)", cause: $0)
    }
  }

  /// Sends a request; waits while the server gives no credit or does not read. It has not been read when this returns.
  ///
  /// - Throws: the status with which the call has ended, FAILED_PRECONDITION if that is OK or the stream was finished;
  ///   RESOURCE_EXHAUSTED for a message that is larger than the server takes; CANCELLED in a task that is cancelled
  ///   while it waits.
  package func send(_ request: Request) async throws(RPCError) { try await requests.send(request) }

  /// Sends requests that belong together, or come from one read, handed over in large pieces: cheaper than one by one.
  ///
  /// - Throws: as for one; those before may have been sent.
  package func send(contentsOf messages: some Sequence<Request>) async throws(RPCError) {
    try await requests.send(contentsOf: messages)
  }

  /// Sends requests in their wire form in the same way.
  ///
  /// - Throws: as for one; those before may have been sent.
  package func send(encodedContentsOf messages: some Sequence<[UInt8]>) async throws(RPCError) {
    try await requests.send(encodedContentsOf: messages)
  }

  /// Says that no more requests come.
  package func finish() { handle.core.outbox?.finish() }

  /// Gives the call up: the server's handler is cancelled, and reading and sending throw CANCELLED.
  package func cancel() { handle.cancel() }

  /// Finishes, and waits for the one response of a method that streams only its requests.
  ///
  /// - Throws: the status with which the call ends, if it is not OK; INTERNAL for a response that is no message.
  package func response() async throws(RPCError) -> Response {
    finish()
    guard let response = try await responses.next() else {
      throw RPCError(.internal, "the server ended the call without a response")
    }
    return response
  }

  /// What came with the server's OK; `nil` before the end.
  package var metadata: Metadata? { handle.core.metadata }
}

/// Cancels a call when nobody holds it any more.
final class ClientStreamHandle: Sendable {
  let core: ClientStreamCore
  private let client: FrameClient
  private let token: ClientStateMachine.Token

  init(client: FrameClient, token: ClientStateMachine.Token, core: ClientStreamCore) {
    self.client = client
    self.token = token
    self.core = core
  }

  deinit { cancel() }

  func cancel() {
    if !core.isEnded { client.abandon(token) }
  }
}
