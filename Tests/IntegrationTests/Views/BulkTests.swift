import CairnMessages
import EventLog
import Foundation
import RPC
import Testing

/// Referrals in bulk: over a stream, and from files.
@Suite(.serialized, .timeLimit(.minutes(5))) struct BulkTests {
  @Test func answersComeInTheOrderOfTheRequestsAndARefusalEndsNothing() async throws {
    try await RunningHub.run { hub in
      var requests = (0..<400).map { RunningHub.referral(children: 1 + $0 % 3) }
      let bad = [3, 150, 399]
      for index in bad { requests[index].context?.occurredAt = "yesterday" }
      let first = try await submit(requests, hub)
      #expect(first.count == requests.count)
      for (index, answer) in first.enumerated() {
        if bad.contains(index) {
          #expect(answer.accepted == nil)
          #expect(answer.refused?.code == 3)
          #expect(answer.refused?.fields.map(\.field) == ["context.occurred_at"])
        } else {
          #expect(answer.refused == nil)
          #expect(answer.accepted?.caseIDs.count == 1 + index % 3)
        }
      }
      // The same commands again get the same answers, and nothing is recorded twice.
      #expect(try await submit(requests, hub) == first)
      let events = try await hub.scratch.withStore { try await $0.head().position }
      let recorded = (0..<400).filter { !bad.contains($0) }.reduce(0) { $0 + 2 + $1 % 3 }
      #expect(events == UInt64(recorded + 1))
    }
  }

  @Test func aStreamOfSomebodyUnknownIsRefused() async throws {
    try await RunningHub.run { hub in
      let stream = try await hub.client.openStream(ReferralServiceMethods.submitReferrals)
      try? await stream.send(RunningHub.referral())
      let error = await #expect(throws: RPCError.self) { for try await _ in stream.responses {} }
      #expect(error?.code == .unauthenticated)
    }
  }

  @Test func whoReadsNoAnswersIsGivenNoMoreAndHoldsUpNobodyElse() async throws {
    try await RunningHub.run { hub in
      var configuration = FrameClientConfiguration()
      configuration.streamWindowBytes = 1
      let client = FrameClient(address: hub.address, configuration: configuration)
      let unread = try await client.openStream(
        ReferralServiceMethods.submitReferrals, metadata: TestCaller.claim(TestCaller.referringAgency))
      // One at a time, so that each is taken up by itself, until the server takes no more.
      var sent = 0
      repeat {
        let before = try await hub.scratch.withStore { try await $0.head().position }
        try await unread.send(RunningHub.referral())
        sent += 1
        guard try await rises(above: before, hub) else { break }
      } while sent < 1_000
      #expect((16..<1_000).contains(sent))
      let answers = try await submit((0..<600).map { _ in RunningHub.referral() }, hub)
      #expect(answers.count == 600 && answers.allSatisfy { $0.accepted != nil })
      unread.cancel()
      await client.close()
    }
  }

  @Test func anImportThatLosesItsServerGoesOnAndNothingIsLostOrDoubled() async throws {
    try await RunningHub.run { hub in
      let lines = try await Program.run(["sample", "--referrals", "3000", "--seed", "11"])
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      try lines.output.write(to: file, atomically: true, encoding: .utf8)
      let killing = Task {
        // In the middle: some are recorded, most are not.
        while try await hub.scratch.withStore({ try await $0.head().position }) < 2_000 {}
        hub.server.kill()
      }
      let history = directory.appending(path: "history.jsonl")
      // The same port again: the import waits for it.
      let importing = Task {
        try await Program.run(
          ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)", "--history", history.path])
      }
      try await killing.value
      // The import asks in vain, more than once.
      try await Task.sleep(for: .seconds(2))
      let server = try ServerProcess(["--insecure", "--listen", "\(hub.address)"] + hub.dataArguments)
      defer { server.kill() }
      #expect(await server.line(beginningWith: "listening on 127.") != nil)
      let imported = try await importing.value
      #expect(imported.status == 0, "\(imported.errors)")
      #expect(imported.output.hasPrefix("3000 accepted"))
      let before = try await hub.scratch.withStore { try await $0.head() }
      let again = try await Program.run(
        ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"])
      #expect(again.output.hasPrefix("3000 accepted"), "\(again.errors)")
      #expect(try await hub.scratch.withStore { try await $0.head() } == before)
      let checked = try await Program.run(["check-history", history.path] + hub.dataArguments)
      #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
      let verified = try await Program.run(["projections", "verify", "--all"] + hub.dataArguments)
      #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
    }
  }

  @Test func whatCannotBeImportedIsWrittenDownWithItsReason() async throws {
    try await RunningHub.run { hub in
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      let good = try await Program.run(["sample", "--referrals", "2", "--seed", "1"]).output.split(separator: "\n")
      try """
      \(good[0])
      {"context": 7}

      not JSON at all
      \(good[1].replacing("child-safeguarding", with: "curiosity"))
      """.write(to: file, atomically: true, encoding: .utf8)
      let imported = try await Program.run(
        ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"])
      #expect(imported.status == 65)
      #expect(imported.output.hasPrefix("1 accepted"), "\(imported.output) \(imported.errors)")
      let rejects = try String(contentsOf: URL(fileURLWithPath: file.path + ".rejects.jsonl"), encoding: .utf8)
        .split(separator: "\n").map { try JSONDecoder().decode(Reject.self, from: Data($0.utf8)) }
      #expect(rejects.map(\.line).sorted() == [2, 4, 5])
      #expect(Set(rejects.map(\.reason)) == ["NO_REFERRAL", "NOT_JSON", "INVALID_REQUEST"])
      #expect(rejects.first { $0.line == 4 }?.text == "not JSON at all")
    }
  }

  @Test func aCommandIDThatStandsTwiceIsAnsweredTwiceAndTheHistoryHolds() async throws {
    try await RunningHub.run { hub in
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      let good = try await Program.run(["sample", "--referrals", "2", "--seed", "9"]).output.split(separator: "\n")
      let changed = good[0].replacing(#""source":"6""#, with: #""source":"5B""#).replacing("the", with: "The")
      try [good[0], good[0], changed[...], good[1]].joined(separator: "\n")
        .write(to: file, atomically: true, encoding: .utf8)
      func importAndCheck(_ number: Int) async throws -> String {
        let history = directory.appending(path: "history-\(number).jsonl").path
        let imported = try await Program.run(
          ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)", "--history", history])
        let checked = try await Program.run(["check-history", history] + hub.dataArguments)
        #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
        return imported.output
      }
      let first = try await importAndCheck(1)
      #expect(first.hasPrefix("3 accepted") && first.contains(" 1 refused"), "\(first)")
      // This history tells of nothing but a refusal, under the id of what the run before has recorded.
      try changed.write(to: file, atomically: true, encoding: .utf8)
      let second = try await importAndCheck(2)
      #expect(second.hasPrefix("0 accepted") && second.contains(" 1 refused"), "\(second)")
      let empty = directory.appending(path: "empty.jsonl")
      try Data().write(to: empty)
      let nothing = try await Program.run(["check-history", empty.path] + hub.dataArguments)
      #expect(nothing.status == 65 && nothing.errors.contains("nothing to check"), "\(nothing.errors)")
    }
  }

  @Test func whatCannotBeReadOrWrittenDownEndsTheImport() async throws {
    try await RunningHub.run { hub in
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      // More than is sent before an answer is awaited, behind a line that is refused.
      let good = try await Program.run(["sample", "--referrals", "3000", "--seed", "5"]).output
      try ("not JSON at all\n" + good).write(to: file, atomically: true, encoding: .utf8)
      func run(_ file: String, rejects: String) async throws -> Program.Ended {
        try await Program.run(
          ["import", file, "--rejects", rejects, "--as", "met/referrer", "--server", "\(hub.address)"])
      }
      let folder = try await run(directory.path, rejects: file.path + ".folder")
      #expect(folder.status == 66, "\(folder.errors)")
      #expect(folder.errors.contains("Is a directory"), "\(folder.errors)")
      let full = try await run(file.path, rejects: "/dev/full")
      #expect(full.status == 74, "\(full.errors)")
      #expect(full.errors.contains("/dev/full cannot be written"))
      let nowhere = try await run(file.path, rejects: directory.path + "/none/rejects.jsonl")
      #expect(nowhere.status == 73, "\(nowhere.errors)")
      let itself = try await run(file.path, rejects: file.path)
      #expect(itself.status == 73, "\(itself.errors)")
      #expect(try String(contentsOf: file, encoding: .utf8) == "not JSON at all\n" + good)
    }
  }

  @Test func whatWasRefusedBeforeIsKeptAndWhatIsTooLongIsRefused() async throws {
    try await RunningHub.run { hub in
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      let good = try await Program.run(["sample", "--referrals", "2", "--seed", "6"]).output.split(separator: "\n")
      let long = good[1].replacing(
        "child-safeguarding", with: String(repeating: "x", count: 4 << 20))
      try "{}\n\(long)\n\(good[0])\n".write(to: file, atomically: true, encoding: .utf8)
      for path in [".rejects.jsonl", ".rejects-2.jsonl"].map({ file.path + $0 }) {
        let imported = try await Program.run(
          ["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"])
        #expect(imported.status == 65, "\(imported.errors)")
        #expect(imported.output.contains("in \(path)."), "\(imported.output)")
        let rejects = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
          .split(separator: "\n").map { try JSONDecoder().decode(Reject.self, from: Data($0.utf8)) }
        #expect(rejects.map(\.line).sorted() == [1, 2])
        #expect(rejects.first { $0.line == 2 }?.text == String(long))
      }
    }
  }

  private struct Reject: Decodable {
    let line: Int
    let reason: String
    let text: String
  }

  /// Whether the log gets further than that within ten seconds, which no commit takes.
  private func rises(above position: UInt64, _ hub: RunningHub) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      if try await hub.scratch.withStore({ try await $0.head().position }) > position { return true }
    }
    return false
  }

  private func submit(
    _ requests: [SubmitReferralRequest], _ hub: RunningHub
  ) async throws -> [SubmitReferralsResponse] {
    let stream = try await hub.client.openStream(
      ReferralServiceMethods.submitReferrals, metadata: TestCaller.claim(TestCaller.referringAgency))
    async let sent: Void = {
      try await stream.send(contentsOf: requests)
      stream.finish()
    }()
    var answers: [SubmitReferralsResponse] = []
    for try await answer in stream.responses { answers.append(answer) }
    try await sent
    return answers
  }
}
