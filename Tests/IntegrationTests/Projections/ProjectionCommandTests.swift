import CairnMessages
import Foundation
import Identifiers
import Testing

/// `cairn projections` at an operator's terminal, where things are not as they should be.
@Suite(.timeLimit(.minutes(3))) struct ProjectionCommandTests {
  @Test func aFolderWithoutAHubIsSaidToBeOneAndIsLeftAlone() async throws {
    let directory = try TemporaryDirectory.make(named: "projections")
    let mistyped = directory.appending(path: "hbu").path
    for command in [["list"], ["rebuild", "--all"], ["verify", "cases"]] {
      let ended = try await Program.run(["projections"] + command + ["--data", mistyped])
      #expect(ended.status == EX_UNAVAILABLE)
      #expect(ended.errors.contains("There is no hub in \(mistyped), "), "\(ended.errors)")
      #expect(!FileManager.default.fileExists(atPath: mistyped))
    }
  }

  @Test func aDatabaseThatDoesNotAnswerIsSaidToBeAway() async throws {
    let ended = try await Program.run([
      "projections", "list", "--database", "host=127.0.0.1 port=1 dbname=cairn", "--data",
      try TemporaryDirectory.make(named: "projections").path,
    ])
    #expect(ended.status == EX_UNAVAILABLE, "\(ended.errors)")
    #expect(ended.errors.hasPrefix("cairn: ") && !ended.errors.contains("PostgresError("))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func whoIsStoppedLeavesNoPostgreSQLBehind(_ signal: Int32) async throws {
    let directory = try TemporaryDirectory.make(named: "projections")
    let server = try ServerProcess(["--insecure", "--data", directory.path, "--listen", "127.0.0.1:0"])
    _ = try #require(await server.line(beginningWith: "listening on "))
    #expect(server.stop() == 0)
    let postmaster = directory.appending(path: "postgres/data/postmaster.pid").path
    #expect(!FileManager.default.fileExists(atPath: postmaster))

    let rebuild = Process()
    rebuild.executableURL = ServerProcess.program
    rebuild.arguments = ["projections", "rebuild", "--all", "--data", directory.path]
    rebuild.standardOutput = FileHandle.nullDevice
    rebuild.standardError = FileHandle.nullDevice
    try rebuild.run()
    while !FileManager.default.fileExists(atPath: postmaster), rebuild.isRunning {
      try await Task.sleep(for: .milliseconds(1))
    }
    kill(rebuild.processIdentifier, signal)
    rebuild.waitUntilExit()
    #expect(rebuild.terminationReason == .exit && [0, EX_TEMPFAIL].contains(rebuild.terminationStatus))
    #expect(!FileManager.default.fileExists(atPath: postmaster))
  }

  @Test func aDamagedBlockOfKeysParksItsCasesAndStopsNoRebuild() async throws {
    try await RunningHub.run { hub in
      // More cases than one block has keys, so that some are of another block.
      var cases: [String] = []
      for _ in 0..<20 { cases += try await hub.refer(children: 4).caseIDs }
      let damaged = try #require(Identifier128(cases[0]))
      hub.server.kill()
      try await hub.scratch.damageKeyBlock(ofStream: damaged)

      let rebuilt = try await Program.run(["projections", "rebuild", "cases"] + hub.dataArguments)
      #expect(rebuilt.status == 0, "\(rebuilt.errors)")
      #expect(rebuilt.output.contains("left out from an event on that cannot be read: see cairn projections parked."))
      let parked = try await Program.run(["projections", "parked"] + hub.dataArguments)
      let parkedCases = cases.filter(parked.output.contains)
      #expect(parkedCases.contains(cases[0]) && parkedCases.count < cases.count)
      // Of a table's column each line holds a few words.
      #expect(parked.output.contains("key block") && parked.output.contains("key-encryption"), "\(parked.output)")
      // By this one it is decided who may see what: it leaves nothing out. The agency was registered before the case.
      let refused = try await Program.run(["projections", "rebuild", "agencies"] + hub.dataArguments)
      #expect(refused.status == 1 && refused.errors.contains("until this is mended"), "\(refused.errors)")
      let listed = try await Program.run(["projections", "list", "--json"] + hub.dataArguments)
      #expect(listed.output.contains(#""state":"live""#) && listed.output.contains(#""state":"old""#))
    }
  }

  @Test func aListThatLacksWhatCannotBeReadSaysSo() async throws {
    try await RunningHub.run { hub in
      // More cases than one block has keys, so that some are of another block.
      var cases: [String] = []
      for _ in 0..<20 { cases += try await hub.refer(children: 4).caseIDs }
      let last = try #require(cases.last)
      _ = try await hub.rate(last, .red)
      hub.server.kill()
      try await hub.scratch.damageKeyBlock(ofStream: try #require(Identifier128(last)))

      let again = try await hub.restarted()
      let client = ["--as", "hub/screener", "--server", "\(again.address)"]
      for list in [["case", "list", "-n", "200"], ["find", "--nhs", "9434765919"]] {
        let listed = try await Program.run(list + client)
        #expect(listed.status == 0, "\(listed.errors)")
        #expect(listed.output.contains("INCOMPLETE: "))
        let readable = cases.filter(listed.output.contains)
        #expect(list[0] == "find" || readable.contains(cases[0]) && readable.count < cases.count)
        #expect(!listed.output.contains(last))
      }
      let shown = try await Program.run(["case", "show", last] + client)
      #expect(shown.status != 0 && !shown.errors.isEmpty)
      again.server.kill()
    }
  }
}
