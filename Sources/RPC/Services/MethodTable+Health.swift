internal import CairnMessages

extension MethodTable {
  private static let check = Method<HealthCheckRequest, HealthCheckResponse>(path: "/grpc.health.v1.Health/Check")
  private static let watch = Method<HealthCheckRequest, HealthCheckResponse>(
    path: "/grpc.health.v1.Health/Watch", kind: .serverStreaming)

  /// Adds gRPC's health service, for the services that are in the table by then.
  ///
  /// Source: https://github.com/grpc/grpc/blob/master/doc/health-checking.md
  package mutating func registerHealth(_ board: HealthBoard) {
    let services = services.union(["", "grpc.health.v1.Health"])
    registerImmediate(Self.check) { request, _ in
      guard services.contains(request.service) else {
        throw RPCError(.notFound, "this server has no such service")
      }
      return HealthCheckResponse(status: board.status.rawValue)
    }
    // Who watches is told that the server goes away, before the watch ends.
    registerServerStream(Self.watch, whenGoingAway: .awaited) { request, responses, _ in
      let isKnown = services.contains(request.service)
      var told: HealthBoard.Status?
      for await status in board.changes() {
        let status = isKnown ? status : .serviceUnknown
        guard status != told else { continue }
        told = status
        try await responses.send(HealthCheckResponse(status: status.rawValue))
      }
      throw RPCError(.unavailable, "the server is going away; watch again")
    }
  }
}
