internal import Libpq
internal import Logging

extension HubFoundation {
  /// Opens the hub's databases for the duration of `body`.
  ///
  /// - Throws: what `body` throws; `KeyFile.Failure`, `LogStoreError` if they cannot be opened.
  static func with<Value: Sendable>(
    _ configuration: HubConfiguration, logger: Logger,
    _ body: @escaping @Sendable (HubFoundation) async throws -> Value
  ) async throws -> Value {
    let sessions = HubSessions(configuration: configuration, logger: logger)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        await sessions.hub.run()
        return nil
      }
      group.addTask {
        await sessions.keys.run()
        return nil
      }
      group.addTask {
        try await body(try await HubFoundation(configuration: configuration, sessions: sessions, logger: logger))
      }
      defer { group.cancelAll() }
      // Pools run until they are cancelled: the first task to end is the one that works.
      guard let value = try await group.next() ?? nil else { throw CancellationError() }
      return value
    }
  }
}
