import Foundation
import Libpq
import Migrations
import Testing

extension ScratchCluster {
  /// A hub's two databases, migrated, as URLs.
  func makeHubDatabases() async throws -> (hub: String, keys: String) {
    let databases = (hub: try await makeDatabase(), keys: try await makeDatabase())
    // Roles belong to the whole cluster: two migrators in two databases would trip over each other there.
    let earlier = migrating
    let migration = Task {
      await earlier?.value
      do {
        try await migrate(databases.hub, folder: "hub")
        try await migrate(databases.keys, folder: "keys")
      } catch {
        Issue.record(error, "the databases could not be migrated")
      }
    }
    migrating = migration
    await migration.value
    return (hub: databases.hub.url, keys: databases.keys.url)
  }

  private func migrate(_ database: ConnectionString, folder: String) async throws {
    let repository = URL(fileURLWithPath: #filePath).appending(path: "../../../..").standardizedFileURL
    let files = try MigrationFolder(url: repository.appending(path: "migrations/\(folder)")).migrations()
    let session = try await session(on: database)
    _ = try await Migrator(files, session: session).migrate()
    await session.close()
  }
}

extension ConnectionString {
  /// As a program takes it on its command line.
  fileprivate var url: String {
    var components = URLComponents()
    components.scheme = "postgresql"
    components.host = ""
    components.path = "/\(database ?? "")"
    components.queryItems = values.filter { $0.key != "dbname" }.sorted { $0.key < $1.key }
      .map { URLQueryItem(name: $0.key, value: $0.value) }
    return components.string ?? ""
  }
}
