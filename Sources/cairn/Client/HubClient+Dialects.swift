internal import RPC

extension HubClient {
  /// Runs `body` with what calls the server that the options name, in a dialect, and closes it.
  static func with(
    _ options: ClientOptions, as identity: Identity, over dialect: Dialect,
    _ body: (HubClient, any MethodCaller) async throws -> Void
  ) async throws {
    try await with(options, as: identity) { hub in
      switch dialect {
      case .frames: try await body(hub, hub.client)
      case .grpc:
        try await GRPCClient.with(options.address(for: identity), tls: options.tls(for: identity)) {
          try await body(hub, $0)
        }
      }
    }
  }
}
