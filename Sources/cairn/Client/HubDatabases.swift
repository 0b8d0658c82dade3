internal import EmbeddedPostgres
internal import Foundation
internal import Libpq
internal import Logging
internal import Migrations

/// The two databases of a hub: in the embedded cluster, or where the command line says.
struct HubDatabases: Sendable {
  let hub: HubDatabase
  let keys: HubDatabase
  /// Whether they are in a cluster of our own, which is migrated without being asked.
  let isEmbedded: Bool
  private let data: DataOptions

  var all: [HubDatabase] { [hub, keys] }

  /// Runs `body` with the databases; an embedded cluster runs as long, and is watched.
  static func with<Value: Sendable>(
    _ data: DataOptions, logger: Logger, _ body: (HubDatabases) async throws -> Value
  ) async throws -> Value {
    if let named = try named(by: data) { return try await body(named) }
    let cluster = EmbeddedCluster(.init(dataDirectory: data.directory), logger: logger)
    do {
      try await cluster.start()
    } catch {
      // One that has not come up yet may be recovering, and is left to it.
      if Task.isCancelled { await cluster.stop() }
      throw error
    }
    // From here on, so that whatever fails below leaves no cluster behind.
    let watching = Task { try await cluster.run() }
    let value: Value
    do {
      value = try await body(
        databases(
          data, hub: try await cluster.connection(database: Self.hubName),
          keys: try await cluster.connection(database: Self.keysName), isEmbedded: true))
    } catch {
      watching.cancel()
      try await watching.value
      throw error
    }
    watching.cancel()
    try await watching.value
    return value
  }

  private static let hubName = "cairn"
  private static let keysName = "cairn_keys"

  /// The databases that the command line names; `nil` if it names none.
  static func named(by data: DataOptions) throws -> HubDatabases? {
    guard let database = data.database else { return nil }
    let hub = try ConnectionString(parsing: database)
    let keys = try data.keysDatabase.map { try ConnectionString(parsing: $0) } ?? hub.keysBeside
    return try databases(data, hub: hub, keys: keys, isEmbedded: false)
  }

  /// The databases of the embedded cluster, without starting it; `nil` if it does not run.
  static func running(in data: DataOptions) throws -> HubDatabases? {
    guard
      let hub = EmbeddedCluster.runningConnection(in: data.directory, database: Self.hubName),
      let keys = EmbeddedCluster.runningConnection(in: data.directory, database: Self.keysName)
    else { return nil }
    return try databases(data, hub: hub, keys: keys, isEmbedded: true)
  }

  private static func databases(
    _ data: DataOptions, hub: ConnectionString, keys: ConnectionString, isEmbedded: Bool
  ) throws -> HubDatabases {
    let migrations = try migrationRoot()
    return HubDatabases(
      hub: HubDatabase(title: "hub", connection: hub, folder: migrations.appending(path: "hub")),
      keys: HubDatabase(title: "keys", connection: keys, folder: migrations.appending(path: "keys")),
      isEmbedded: isEmbedded, data: data)
  }

  /// Makes sure that a server can start on them: migrates an embedded cluster, holds another to what this version needs.
  func prepareToServe() async throws {
    if isEmbedded {
      for database in all { _ = try await database.migrate() }
    } else {
      try await expectMigrated()
    }
    try FileManager.default.createDirectory(
      at: data.keyFile.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }

  /// Holds the databases to the form that this version needs.
  ///
  /// - Throws: ``DatabaseNotMigrated`` for the first that lacks something.
  func expectMigrated() async throws {
    for database in all {
      let pending = try await database.pendingMigrations()
      guard pending.isEmpty else { throw DatabaseNotMigrated(title: database.title, pending: pending) }
    }
  }

  private static func migrationRoot() throws -> URL {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    guard let root = MigrationFolder.root(ofProgram: program) else { throw MigrationsMissing(program: program.path) }
    return root
  }
}

/// The databases are not in the form that this version needs.
struct DatabaseNotMigrated: ExitCoded {
  let title: String
  let pending: [String]
  let exitCode = EX_UNAVAILABLE

  var description: String {
    "The \(title) database lacks \(pending.joined(separator: ", ")): run cairn migrate with the same --database or --data."
  }
}

/// The program was moved away from its SQL.
struct MigrationsMissing: ExitCoded {
  let program: String
  let exitCode = EX_SOFTWARE

  var description: String {
    "No folder \"migrations\" belongs to \(program): install it as ../share/cairn/migrations beside the program's folder."
  }
}

extension ConnectionString {
  /// The database of the keys, on the same server: named after the hub's, with "_keys" behind.
  fileprivate var keysBeside: ConnectionString {
    onDatabase("\(database ?? "cairn")_keys")
  }
}
