import Foundation
import Libpq
import Migrations
import Testing

@Suite("Migrating a database", .timeLimit(.minutes(1)))
struct MigratorTests {
  private let first = ("0001_first.sql", "create table first (n int8);")
  private let second = ("0002_second.sql", "insert into first values (1);\ncreate table second (n int8);")

  private func migrations(_ files: (String, String)...) throws -> [Migration] {
    try files.map { try #require(Migration(fileName: $0.0, sql: $0.1)) }
  }

  private func rowCount(_ table: String, _ session: Session) async throws -> Int {
    try await session.execute(Statement(name: "all_\(table)", sql: "select from \(table)"))
  }

  @Test("Files are applied once, in order, and later ones on top")
  func appliesInOrder() async throws {
    let session = try await freshSession()
    #expect(try await Migrator(try migrations(first), session: session).migrate().map(\.number) == [1])
    let both = Migrator(try migrations(second, first), session: session)
    #expect(try await both.pending().map(\.number) == [2])
    #expect(try await both.migrate().map(\.number) == [2])
    #expect(try await both.migrate().isEmpty)
    #expect(try await rowCount("first", session) == 1)
    #expect(try await rowCount("schema_migration", session) == 2)
  }

  @Test("A file that is refused is named and leaves nothing behind; those before it stay")
  func namesTheRefused() async throws {
    let session = try await freshSession()
    let broken = ("0002_second.sql", "create table half (n int8);\ninsert into absent values (1);")
    let error = await #expect(throws: MigrationError.self) {
      try await Migrator(try migrations(first, broken), session: session).migrate()
    }
    guard case .failed(let fileName, let cause) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(fileName == "0002_second.sql")
    #expect(cause.sqlState == .undefinedTable)
    let half = await session.outcome(of: [Step(Statement(name: "half", sql: "select from half"))])
    #expect(half.kind == "refused")
    #expect(try await Migrator(try migrations(first, second), session: session).migrate().map(\.number) == [2])
  }

  @Test("An applied file that was changed or has gone is named, and nothing is applied")
  func namesTheChanged() async throws {
    let session = try await freshSession()
    _ = try await Migrator(try migrations(first, second), session: session).migrate()
    let changed = await #expect(throws: MigrationError.self) {
      try await Migrator(try migrations((first.0, first.1 + " "), second), session: session).migrate()
    }
    #expect(changed?.description.contains(first.0) == true)
    let missing = await #expect(throws: MigrationError.self) {
      try await Migrator(try migrations(first), session: session).migrate()
    }
    #expect(missing?.description.contains(second.0) == true)
    #expect(try await Migrator(try migrations(first, second), session: session).migrate().isEmpty)
  }

  @Test("Many migrators at once apply each file once")
  func isLocked() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let files = try migrations(first, second)
    let applied = try await withThrowingTaskGroup { group in
      for _ in 0..<4 {
        group.addTask { try await Migrator(files, session: try await session(on: database)).migrate().count }
      }
      return try await group.reduce(0, +)
    }
    #expect(applied == 2)
  }
}
