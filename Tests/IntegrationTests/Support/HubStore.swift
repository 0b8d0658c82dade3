import EmbeddedPostgres
import EventLog
import Foundation
import Libpq

/// The log of a hub whose embedded PostgreSQL runs, read past the server.
enum HubStore {
  static func with<Result: Sendable>(
    dataDirectory: URL, _ body: (PostgresLogStore) async throws -> Result
  ) async throws -> Result {
    guard let connection = EmbeddedCluster.runningConnection(in: dataDirectory, database: "cairn") else {
      throw NotRunning()
    }
    let configuration = SessionConfiguration(connection: connection, applicationName: "cairn tests")
    let pool = SessionPool(.init(session: configuration))
    let running = Task { await pool.run() }
    defer { running.cancel() }
    return try await body(PostgresLogStore(configuration: configuration, readers: pool) { _ in })
  }

  struct NotRunning: Error {}
}
