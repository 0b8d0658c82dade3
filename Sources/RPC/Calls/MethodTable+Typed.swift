package import CairnCodec
package import CairnMessages

extension MethodTable {
  /// Adds a method; the request passes the codec's gate before the handler sees it.
  package mutating func register<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>,
    _ handler: @escaping @Sendable (Request, CallContext) async throws -> Response
  ) {
    precondition(method.kind == .unary, "\(method.path) streams")
    register(
      path: method.path,
      handler: .task { bytes, context in
        let request = try Self.decodeRequest(Request.self, bytes)
        return { Answer(message: encode(try await handler(request, context))) }
      })
  }

  /// Adds a method whose handler gives metadata with its answer.
  package mutating func registerWithMetadata<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>,
    _ handler: @escaping @Sendable (Request, CallContext) async throws -> (Response, Metadata)
  ) {
    precondition(method.kind == .unary, "\(method.path) streams")
    register(
      path: method.path,
      handler: .task { bytes, context in
        let request = try Self.decodeRequest(Request.self, bytes)
        return {
          let (response, metadata) = try await handler(request, context)
          return Answer(message: encode(response), metadata: metadata)
        }
      })
  }

  /// Adds a method whose handler answers at once, on the event loop, without a task.
  package mutating func registerImmediate<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ handler: @escaping @Sendable (Request, CallContext) throws -> Response
  ) {
    precondition(method.kind == .unary, "\(method.path) streams")
    register(
      path: method.path,
      handler: .immediate { bytes, context in
        Answer(message: encode(try handler(try Self.decodeRequest(Request.self, bytes), context)))
      })
  }

  private static func decodeRequest<Request: WireMessage>(
    _ type: Request.Type, _ bytes: UnsafeRawBufferPointer
  ) throws(RPCError) -> Request {
    do { return try decode(type, from: bytes) } catch { throw RPCError(wire: error, in: "request") }
  }
}
