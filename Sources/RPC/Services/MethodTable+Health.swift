package import CairnMessages

/// gRPC's health service.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/health-checking.md
package enum HealthMethods {
  /// How a service does; NOT_FOUND if there is no such service.
  package static let check = Method<HealthCheckRequest, HealthCheckResponse>(path: "/grpc.health.v1.Health/Check")
  /// How a service does now, and whenever that changes.
  package static let watch = Method<HealthCheckRequest, HealthCheckResponse>(
    path: "/grpc.health.v1.Health/Watch", kind: .serverStreaming)
}

extension MethodTable {
  /// Adds the health service, for the services that are in the table by then.
  package mutating func registerHealth(_ board: HealthBoard) {
    let services = services.union(["", "grpc.health.v1.Health"])
    registerImmediate(HealthMethods.check) { request, _ in
      guard services.contains(request.service) else {
        throw RPCError(.notFound, "this server has no such service")
      }
      return HealthCheckResponse(status: board.status.rawValue)
    }
    // Who watches is told that the server goes away, before the watch ends.
    registerServerStream(HealthMethods.watch, whenGoingAway: .awaited) { request, responses, _ in
      let isKnown = services.contains(request.service)
      var told: HealthStatus?
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
