package import CairnCodec
package import CairnMessages

extension MethodTable {
  /// Adds a method that streams its responses, and perhaps its requests: the handler takes requests and sends responses
  /// as it likes, and its return ends the call with OK.
  ///
  /// A call without timeout lives as long as its connection. The handler's task is cancelled, and `requests` and
  /// `responses` throw, when the caller cancels, the deadline passes or the connection is gone.
  ///
  /// - Parameter whenGoingAway: what becomes of its calls when the server goes away.
  package mutating func registerStream<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, whenGoingAway: StreamMethod.GoingAway = .awaited,
    _ handler:
      @escaping @Sendable (RequestStream<Request>, ResponseWriter<Response>, CallContext) async throws -> Void
  ) {
    precondition(method.kind.streamsResponses, "\(method.path) does not stream its responses")
    register(method, whenGoingAway) { (requests: RequestStream<Request>, outbox, context) in
      try await handler(requests, ResponseWriter(outbox: outbox), context)
      return []
    }
  }

  /// Adds a method that streams its responses to one request.
  ///
  /// - Parameter whenGoingAway: what becomes of its calls when the server goes away.
  package mutating func registerServerStream<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, whenGoingAway: StreamMethod.GoingAway = .awaited,
    _ handler: @escaping @Sendable (Request, ResponseWriter<Response>, CallContext) async throws -> Void
  ) {
    precondition(method.kind == .serverStreaming, "\(method.path) is not server-streaming")
    register(method, whenGoingAway) { (requests: RequestStream<Request>, outbox, context) in
      guard let request = try await requests.next() else { throw RPCError(.invalidArgument, "no request came") }
      try await handler(request, ResponseWriter(outbox: outbox), context)
      return []
    }
  }

  /// Adds a method that answers a stream of requests once.
  ///
  /// - Parameter whenGoingAway: what becomes of its calls when the server goes away.
  package mutating func registerClientStream<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, whenGoingAway: StreamMethod.GoingAway = .awaited,
    _ handler: @escaping @Sendable (RequestStream<Request>, CallContext) async throws -> Response
  ) {
    precondition(method.kind == .clientStreaming, "\(method.path) is not client-streaming")
    register(method, whenGoingAway) { (requests: RequestStream<Request>, _, context) in
      encode(try await handler(requests, context))
    }
  }

  private mutating func register<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ whenGoingAway: StreamMethod.GoingAway,
    _ handler: @escaping @Sendable (RequestStream<Request>, MessageOutbox, CallContext) async throws -> [UInt8]
  ) {
    let streamMethod = StreamMethod(kind: method.kind, whenGoingAway: whenGoingAway) { inbox, outbox, context in
      let requests = RequestStream<Request>(inbox: inbox) { RPCError(wire: $0, in: "request") }
      let message = try await handler(requests, outbox, context)
      // A handler that goes on after a request that is no message cannot make the call one that went well.
      if let error = inbox.error { throw error }
      return Answer(message: message, leading: outbox.announced)
    }
    register(path: method.path, handler: .stream(streamMethod))
  }
}
