import Foundation
import Libpq
import Migrations
import Testing

/// Commands that work on the databases themselves, against databases in the form that the version before needed.
@Suite(.timeLimit(.minutes(2))) struct UnmigratedTests {
  @Test(arguments: [
    ["projections", "list"], ["projections", "rebuild", "--all"], ["audit", "verify"], ["quality", "report"],
  ])
  func aCommandSaysWhatTheDatabaseLacksBeforeItWorks(_ command: [String]) async throws {
    let cluster = try await ScratchCluster.shared()
    let hub = try await cluster.makeDatabase()
    let keys = try await cluster.makeDatabase()
    let root = try #require(MigrationFolder.root(ofProgram: ServerProcess.program))
    let files = try MigrationFolder(url: root.appending(path: "hub")).migrations()
    let last = try #require(files.last)
    let session = try await session(on: hub)
    _ = try await Migrator(files.dropLast(), session: session).migrate()
    await session.close()
    let data = [
      "--database", ScratchHub.text(hub), "--keys-database", ScratchHub.text(keys), "--data",
      try TemporaryDirectory.make(named: "unmigrated").path,
    ]

    let refused = try await Program.run(command + data)
    #expect(refused.status == EX_UNAVAILABLE)
    #expect(refused.output.isEmpty)
    #expect(refused.errors.contains("The hub database lacks \(last.fileName): run cairn migrate"), "\(refused.errors)")

    let migrated = try await Program.run(["migrate"] + data)
    #expect(migrated.status == 0, "\(migrated.errors)")
    #expect(migrated.output.contains("hub: applied \(last.fileName)"), "\(migrated.output)")
    let done = try await Program.run(command + data)
    #expect(!done.errors.contains("run cairn migrate"), "\(done.errors)")
  }
}
