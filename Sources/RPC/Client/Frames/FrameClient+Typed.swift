package import CairnCodec
package import CairnMessages

extension FrameClient {
  /// Calls a method.
  ///
  /// - Parameters:
  ///   - timeout: how long to wait for the answer, all attempts together; `nil`: as configured.
  ///   - idempotent: twice is as good as once, as with a query, or a command that carries its id; then the same bytes
  ///     are sent again when a connection is lost.
  /// - Throws: as `callBytes`; INTERNAL for an answer that is no message.
  package func call<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request, timeout: Duration? = nil,
    metadata: Metadata = Metadata(), idempotent: Bool = false
  ) async throws(RPCError) -> Response {
    try await callWithMetadata(method, request, timeout: timeout, metadata: metadata, idempotent: idempotent).response
  }

  /// Calls a method; gives the metadata of the answer too.
  package func callWithMetadata<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request, timeout: Duration? = nil,
    metadata: Metadata = Metadata(), idempotent: Bool = false
  ) async throws(RPCError) -> (response: Response, metadata: Metadata) {
    precondition(method.kind == .unary, "\(method.path) streams")
    let answer = try await callBytes(
      path: method.path, encode(request), timeout: timeout, metadata: metadata, idempotent: idempotent)
    do {
      return (try decode(Response.self, from: answer.message), answer.metadata)
    } catch {
      throw RPCError(.internal, "the answer is no message of its method: \(error)", cause: error)
    }
  }
}
