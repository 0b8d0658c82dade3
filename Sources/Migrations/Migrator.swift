package import Libpq

/// Brings one database up to date: forward only, one file a transaction, one migrator at a time.
package struct Migrator: Sendable {
  private let migrations: [Migration]
  private let session: Session

  /// The advisory lock of the one migrator: "migrate" in ASCII.
  private static let lockKey: Int64 = 0x6D_6967_7261_7465

  private static let lock = Statement(
    name: "lock_migrations", sql: "select pg_advisory_lock($1)", parameterTypes: [.int8])

  private static let unlock = Statement(
    name: "unlock_migrations", sql: "select pg_advisory_unlock($1)", parameterTypes: [.int8])

  private static let hasRecords = Statement(
    name: "has_migration_records", sql: "select to_regclass('public.schema_migration') is not null")

  private static let records = Statement(
    name: "migration_records", sql: "select number, file_name, checksum from public.schema_migration order by number")

  /// A migrator of the database behind `session`, whose user may make roles and schemas.
  package init(_ migrations: [Migration], session: Session) {
    self.migrations = migrations
    self.session = session
  }

  /// What would be applied, in order.
  package func pending() async throws(MigrationError) -> [Migration] {
    try MigrationPlan.pending(files: migrations, applied: try await applied())
  }

  /// Applies what is pending.
  ///
  /// - Returns: what was applied, in order.
  package func migrate() async throws(MigrationError) -> [Migration] {
    try await database { () async throws(PostgresError) in
      try await session.query(Self.lock, [.int64(Self.lockKey)]) { _ throws(PostgresError) in }
    }
    do throws(MigrationError) {
      try await database { () async throws(PostgresError) in try await session.runScript(Self.recordsTable) }
      let pending = try await pending()
      for migration in pending { try await apply(migration) }
      try await releaseLock()
      return pending
    } catch {
      try await releaseLock()
      throw error
    }
  }

  private static let recordsTable = """
    create table if not exists public.schema_migration (
      number     integer primary key,
      file_name  text not null,
      checksum   bytea not null,
      applied_at timestamptz not null default now()
    );
    grant select on public.schema_migration to public;
    """

  private func apply(_ migration: Migration) async throws(MigrationError) {
    let checksum = migration.checksum.map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
    // The name has the form of a migration's name and the checksum is hexadecimal: neither can hold a quote.
    let script = """
      begin;
      \(migration.sql)
      insert into public.schema_migration (number, file_name, checksum)
      values (\(migration.number), '\(migration.fileName)', '\\x\(checksum)');
      commit;
      """
    do throws(PostgresError) {
      try await session.runScript(script)
    } catch {
      try? await session.runScript("rollback")
      throw .failed(fileName: migration.fileName, cause: error)
    }
  }

  private func applied() async throws(MigrationError) -> [AppliedMigration] {
    try await database { () async throws(PostgresError) in
      let hasRecords = try await session.query(Self.hasRecords, []) { result throws(PostgresError) in
        try result.bool(0, 0)
      }
      guard hasRecords else { return [] }
      return try await session.query(Self.records, []) { result throws(PostgresError) in
        var applied: [AppliedMigration] = []
        for row in 0..<result.rowCount {
          applied.append(
            AppliedMigration(
              number: Int(try result.int32(row, 0)), fileName: try result.text(row, 1),
              checksum: try result.bytes(row, 2)))
        }
        return applied
      }
    }
  }

  private func releaseLock() async throws(MigrationError) {
    try await database { () async throws(PostgresError) in
      try await session.query(Self.unlock, [.int64(Self.lockKey)]) { _ throws(PostgresError) in }
    }
  }

  private func database<Value: Sendable>(
    _ work: () async throws(PostgresError) -> Value
  ) async throws(MigrationError) -> Value {
    do throws(PostgresError) { return try await work() } catch { throw .database(error) }
  }
}
