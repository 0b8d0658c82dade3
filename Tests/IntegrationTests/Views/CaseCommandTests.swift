import CairnMessages
import Foundation
import Testing

/// `cairn case` as people and programs at a terminal use it.
@Suite(.timeLimit(.minutes(2))) struct CaseCommandTests {
  private func run(_ hub: RunningHub, _ arguments: [String]) async throws -> Program.Ended {
    try await Program.run(["case"] + arguments + ["--as", "hub/screener", "--server", "\(hub.address)"])
  }

  @Test func aListOfWhatIsDueSoonIsReadPageByPageAsItSays() async throws {
    try await RunningHub.run { hub in
      var referred: Set<String> = []
      for _ in 0..<3 { referred.formUnion(try await hub.refer().caseIDs) }
      var listed: [String] = []
      var further = ["--due-within", "80000"]
      while !further.isEmpty {
        let page = try await run(hub, ["list", "-n", "1"] + further)
        #expect(page.status == 0, "\(page.errors)")
        listed += referred.filter(page.output.contains)
        further =
          page.output.split(separator: "\n").first { $0.hasPrefix("There are more: ") }
          .map { $0.dropFirst("There are more: ".count).split(separator: " ").map(String.init) } ?? []
        // A moment that counts from now would be another one by now.
        try await Task.sleep(for: .seconds(1))
      }
      #expect(listed.count == 3 && Set(listed) == referred)
      let both = try await run(hub, ["list", "--due-within", "1", "--due-before", "2026-12-01T09:00:00Z"])
      #expect(both.status == 64 && both.errors.contains("give one of them"))
      let notATime = try await run(hub, ["list", "--due-before", "soon"])
      #expect(notATime.status == 64 && notATime.errors.contains("2026-12-01T09:00:00Z"))
    }
  }

  @Test func aWatchOfWhichNobodyReadsAnyMoreEndsWithTheNextChange() async throws {
    try await RunningHub.run { hub in
      _ = try await hub.refer(children: 2)
      let pipe = Pipe()
      let watch = Process()
      watch.executableURL = ServerProcess.program
      watch.arguments = ["case", "watch", "--from-beginning", "--as", "hub/screener", "--server", "\(hub.address)"]
      watch.standardOutput = pipe
      try watch.run()
      try pipe.fileHandleForWriting.close()
      #expect(pipe.fileHandleForReading.availableData.isEmpty == false)
      try pipe.fileHandleForReading.close()
      _ = try await hub.refer()
      watch.waitUntilExit()
      #expect(watch.terminationReason == .exit && watch.terminationStatus == 0)
    }
  }

  @Test func outputThatCannotBeWrittenIsSaid() async throws {
    try await RunningHub.run { hub in
      _ = try await hub.refer()
      let list = Process()
      let errors = Pipe()
      list.executableURL = ServerProcess.program
      list.arguments = ["case", "list", "--as", "hub/screener", "--server", "\(hub.address)"]
      let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      list.standardOutput = full
      list.standardError = errors
      try list.run()
      list.waitUntilExit()
      #expect(list.terminationStatus == 74)
      let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
      #expect(said.contains("cannot be written: No space left on device"))
    }
  }
}
