import EventLog
import Foundation
import Libpq
import Migrations

/// The two databases of a hub, made for one test and migrated with the product's own files.
struct ScratchHub: Sendable {
  let hub: ConnectionString
  let keys: ConnectionString

  static func make() async throws -> ScratchHub {
    let cluster = try await ScratchCluster.shared()
    let scratch = ScratchHub(hub: try await cluster.makeDatabase(), keys: try await cluster.makeDatabase())
    try await scratch.migrate(scratch.hub, folder: "hub")
    try await scratch.migrate(scratch.keys, folder: "keys")
    return scratch
  }

  /// As the command line takes it.
  static func text(_ connection: ConnectionString) -> String {
    connection.values.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
  }

  /// Runs `body` with the hub's log, as the server's own role.
  func withStore<Result: Sendable>(_ body: (PostgresLogStore) async throws -> Result) async throws -> Result {
    let pool = pool()
    let running = Task { await pool.run() }
    defer { running.cancel() }
    return try await body(PostgresLogStore(configuration: session, readers: pool) { _ in await Task.yield() })
  }

  /// Sessions with the hub's database, as the server's own role. They connect once the pool runs.
  func pool() -> SessionPool { SessionPool(.init(session: session)) }

  var session: SessionConfiguration {
    var configuration = SessionConfiguration(connection: hub, applicationName: "cairn tests")
    configuration.settings = [(name: "role", value: "cairn_server")]
    return configuration
  }

  private func migrate(_ database: ConnectionString, folder: String) async throws {
    guard let root = MigrationFolder.root(ofProgram: ServerProcess.program) else { throw NoMigrations() }
    let session = try await Session.connect(
      SessionConfiguration(connection: database, applicationName: "cairn tests"))
    let files = try MigrationFolder(url: root.appending(path: folder)).migrations()
    _ = try await Migrator(files, session: session).migrate()
    await session.close()
  }

  struct NoMigrations: Error {}
}
