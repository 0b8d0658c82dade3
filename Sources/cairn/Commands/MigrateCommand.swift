internal import ArgumentParser

/// `cairn migrate`
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring the databases to the form that this version needs.",
    discussion: """
      Forward only. What was applied is never changed: a file that differs from what was applied, or is missing, is an \
      error that names it. An embedded database is migrated by cairn serve itself.
      """)

  @OptionGroup(title: "Where the data is") var data: DataOptions

  @Flag(help: "Show what would be applied, and apply nothing.")
  var dryRun = false

  func run() async throws {
    let (data, dryRun) = (data, dryRun)
    try await Stopping.cancels {
      try await HubDatabases.with(data, logger: .quiet) { databases in
        for database in databases.all { try await Self.migrate(database, dryRun: dryRun) }
      }
    }
  }

  private static func migrate(_ database: HubDatabase, dryRun: Bool) async throws {
    let pending = try await database.pendingMigrations()
    if pending.isEmpty {
      try Terminal.print(["\(database.title): up to date."])
    } else if dryRun {
      try Terminal.print(pending.map { "\(database.title): would apply \($0)" })
    } else {
      try Terminal.print(try await database.migrate().map { "\(database.title): applied \($0)" })
    }
  }
}
