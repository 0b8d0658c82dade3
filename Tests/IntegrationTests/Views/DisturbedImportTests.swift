import EventLog
import Foundation
import Identifiers
import Testing

/// An import may be disturbed as one likes: what it leaves in the log is what it would have left.
@Suite(.serialized, .timeLimit(.minutes(5))) struct DisturbedImportTests {
  private static let referrals = 3_000
  /// Events in the log when the server is killed, and when the import is.
  private static let serverEnds: UInt64 = 300
  private static let importEnds: UInt64 = 1_000

  @Test func aDisturbedImportRecordsWhatAnUndisturbedOneDoes() async throws {
    let directory = try TemporaryDirectory.make(named: "import")
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appending(path: "referrals.jsonl")
    let lines = try await Program.run(["sample", "--referrals", "\(Self.referrals)", "--seed", "17"])
    try lines.output.write(to: file, atomically: true, encoding: .utf8)
    try await RunningHub.run { undisturbed in
      try await importAll(file, into: undisturbed)
      let whole = try await position(of: undisturbed)
      let expected = try await undisturbed.recordedCommands(of: TestCaller.referringAgency)
      #expect(expected.count == Self.referrals)
      for events in expected.values { #expect(events[0].eventCount == events.count) }
      try await RunningHub.run { disturbed in
        let importing = try startImport(file, into: disturbed)
        defer { if importing.isRunning { kill(importing.processIdentifier, SIGKILL) } }
        try await wait(until: disturbed, holds: Self.serverEnds)
        disturbed.server.kill()
        let server = try ServerProcess(["--insecure", "--listen", "\(disturbed.address)"] + disturbed.dataArguments)
        defer { server.kill() }
        #expect(await server.line(beginningWith: "listening on 127.") != nil)
        try await wait(until: disturbed, holds: Self.importEnds)
        kill(importing.processIdentifier, SIGKILL)
        importing.waitUntilExit()
        #expect(try await position(of: disturbed) < whole, "nothing was left to import again")
        try await importAll(file, into: disturbed)
        #expect(try await position(of: disturbed) == whole)
        let recorded = try await disturbed.recordedCommands(of: TestCaller.referringAgency)
        #expect(recorded.count == expected.count)
        let different = expected.keys.filter { recorded[$0] != expected[$0] }
        #expect(different == [])
      }
    }
  }

  private func importAll(_ file: URL, into hub: RunningHub) async throws {
    let imported = try await Program.run(Self.arguments(file, hub))
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(imported.output.hasPrefix("\(Self.referrals) accepted"), "\(imported.output)")
  }

  private func startImport(_ file: URL, into hub: RunningHub) throws -> Process {
    let process = Process()
    process.executableURL = ServerProcess.program
    process.arguments = Self.arguments(file, hub)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func arguments(_ file: URL, _ hub: RunningHub) -> [String] {
    ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"]
  }

  private func position(of hub: RunningHub) async throws -> UInt64 {
    try await hub.scratch.withStore { try await $0.head().position }
  }

  private func wait(until hub: RunningHub, holds events: UInt64) async throws {
    try await hub.scratch.withStore { store in
      while try await store.head().position < events {}
    }
  }
}
