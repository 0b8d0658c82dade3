package import CairnCodec
package import CairnMessages

extension FrameClient {
  /// Opens a call that streams its requests, and perhaps its responses. It returns when the call was sent.
  ///
  /// A stream is never opened again by itself: when its connection is lost it ends with UNAVAILABLE, and it is for the
  /// caller to open another that goes on where this one ended.
  ///
  /// - Parameters:
  ///   - timeout: how long the call may last, with opening it; `nil`: as long as its connection.
  /// - Throws: UNAVAILABLE, DEADLINE_EXCEEDED if it could not be sent in time, at most the configured time for a call;
  ///   UNIMPLEMENTED if the server speaks no streams; CANCELLED, RESOURCE_EXHAUSTED, INVALID_ARGUMENT.
  package func openStream<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, timeout: Duration? = nil, metadata: Metadata = Metadata()
  ) async throws(RPCError) -> ClientStream<Request, Response> {
    precondition(method.kind.streamsRequests, "\(method.path) takes its one request when it is opened")
    let request = UnaryRequest(path: method.path, metadata: metadata, message: [])
    return try await open(method.kind, request, timeout: timeout)
  }

  /// Opens a call that streams the responses to one request. It returns when the call was sent.
  ///
  /// - Parameters:
  ///   - timeout: how long the call may last, with opening it; `nil`: as long as its connection.
  /// - Throws: as the other form.
  package func openStream<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request, timeout: Duration? = nil, metadata: Metadata = Metadata()
  ) async throws(RPCError) -> ClientStream<Request, Response> {
    precondition(method.kind == .serverStreaming, "\(method.path) is not server-streaming")
    let request = UnaryRequest(path: method.path, metadata: metadata, message: encode(request))
    return try await open(method.kind, request, timeout: timeout)
  }

  private func open<Request: WireMessage, Response: WireMessage>(
    _ kind: MethodKind, _ request: UnaryRequest, timeout: Duration?
  ) async throws(RPCError) -> ClientStream<Request, Response> {
    let handle = try await openBytes(kind, request, timeout: timeout)
    guard let outbox = handle.core.outbox else { throw RPCError(.cancelled, "the caller gave up") }
    return ClientStream(handle: handle, outbox: outbox)
  }
}
