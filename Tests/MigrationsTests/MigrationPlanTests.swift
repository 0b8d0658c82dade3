import Testing

@testable import Migrations

@Suite struct MigrationPlanTests {
  let files = ["0001_roles.sql", "0002_log.sql", "0003_views.sql"].compactMap {
    Migration(fileName: $0, sql: "-- \($0)")
  }

  func applied(_ count: Int) -> [AppliedMigration] {
    files.prefix(count).map { AppliedMigration(number: $0.number, fileName: $0.fileName, checksum: $0.checksum) }
  }

  @Test func whatIsNotAppliedYetIsPendingInOrder() throws {
    #expect(try MigrationPlan.pending(files: files.reversed(), applied: applied(1)) == Array(files.dropFirst()))
    #expect(try MigrationPlan.pending(files: files, applied: applied(3)) == [])
  }

  @Test func aChangedFileIsNamed() throws {
    let changed = try #require(Migration(fileName: "0002_log.sql", sql: "-- another"))
    let error = #expect(throws: MigrationError.self) {
      try MigrationPlan.pending(files: [files[0], changed, files[2]], applied: applied(2))
    }
    #expect(error?.description.contains("0002_log.sql") == true)
    #expect(error?.description.contains("changed") == true)
  }

  @Test func aMissingFileIsNamed() {
    let error = #expect(throws: MigrationError.self) {
      try MigrationPlan.pending(files: Array(files.prefix(2)), applied: applied(3))
    }
    #expect(error?.description.contains("0003_views.sql") == true)
    #expect(error?.description.contains("missing") == true)
  }

  @Test func aRenamedFileIsMissingUnderItsOldName() throws {
    let renamed = try #require(Migration(fileName: "0002_other.sql", sql: files[1].sql))
    let error = #expect(throws: MigrationError.self) {
      try MigrationPlan.pending(files: [files[0], renamed, files[2]], applied: applied(2))
    }
    #expect(error?.description.contains("0002_log.sql") == true)
  }

  @Test func gapsAndNumbersTwiceAreErrors() throws {
    let twice = try #require(Migration(fileName: "0002_twice.sql", sql: ""))
    #expect(throws: MigrationError.self) { try MigrationPlan.pending(files: [files[0], files[2]], applied: []) }
    #expect(throws: MigrationError.self) { try MigrationPlan.pending(files: files + [twice], applied: []) }
    #expect(throws: MigrationError.self) {
      try MigrationPlan.pending(files: files, applied: [applied(2)[1]])
    }
  }

  @Test(arguments: ["1_a.sql", "0001.sql", "0001_.sql", "0001_a.txt", "0000_a.sql", "0001_a'b.sql", "00x1_a.sql"])
  func otherNamesAreNoMigrations(fileName: String) {
    #expect(Migration(fileName: fileName, sql: "") == nil)
  }
}
