internal import Foundation
internal import Libpq
internal import Migrations

/// One of a hub's databases, with the migrations that bring it to the form that this version needs.
struct HubDatabase: Sendable {
  /// "hub" or "keys".
  let title: String
  let connection: ConnectionString
  let folder: URL

  /// The names of the files that would be applied, in order.
  func pendingMigrations() async throws -> [String] {
    try await withMigrator { try await $0.pending().map(\.fileName) }
  }

  /// Applies what is pending.
  ///
  /// - Returns: the names of the files that were applied, in order.
  func migrate() async throws -> [String] {
    try await withMigrator { try await $0.migrate().map(\.fileName) }
  }

  private func withMigrator<Result: Sendable>(_ body: (Migrator) async throws -> Result) async throws -> Result {
    let session = try await Session.connect(
      SessionConfiguration(connection: connection, applicationName: "cairn migrate"))
    do {
      let result = try await body(Migrator(try MigrationFolder(url: folder).migrations(), session: session))
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }
}
