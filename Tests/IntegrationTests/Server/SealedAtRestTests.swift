import CairnMessages
import Foundation
import Identifiers
import RPC
import Testing

/// What went in through a referral stands nowhere in clear: not in a dump, not in the cluster's files, not in any log.
@Suite struct SealedAtRestTests {
  /// One for every kind of field, each unlike anything else on the machine.
  private static let canaries = [
    "Qanarygiven", "Qanaryfamily", "Qanaryalias", "14 Qanary Street", "QA1 9ZZ", "Qanaryschool", "Qanaryreporter",
    "Qanarycapacity", "020 7946 0815", "qanary@example.org", "Qanarystatement", "Qanarysource", "Qanarynarrative",
    "Qanaryreference", "Qanaryrationale", "9434765870",
  ]

  @Test func noContentStandsInClear() async throws {
    let directory = try TemporaryDirectory.make(named: "sealed")
    defer { try? FileManager.default.removeItem(at: directory) }
    let logFile = directory.appending(path: "server.log")
    #expect(FileManager.default.createFile(atPath: logFile.path, contents: nil))
    let server = try ServerProcess(
      ["--insecure", "--data", directory.path, "--listen", "127.0.0.1:0", "--log-format", "json"],
      log: try FileHandle(forWritingTo: logFile))
    let probe = try await OperationsProbe(server)
    let line = try #require(await server.line(beginningWith: "listening on 127."))
    try await fill(try #require(SocketName("127." + line)))
    try await probe.waitUntilReady()
    let metrics = try await probe.get("/metrics").body
    #expect(metrics.contains("cairn_rpc_calls_total"), "something was measured")
    for canary in Self.canaries { #expect(!metrics.contains(canary), "\(canary) stands in a metric") }
    let labels = Set(metrics.matches(of: /(\w+)="/).map { String($0.1) })
    #expect(labels == ["method", "code", "projection", "database", "le"], "none names a caller, a case or a person")
    let dump = try self.dump(directory)
    #expect(dump.contains("cairn.v1.CaseOpened"), "the dump holds the log")
    for canary in Self.canaries { #expect(!dump.contains(canary), "\(canary) stands in pg_dumpall") }
    #expect(server.stop() == 0)
    let lines = try String(contentsOf: logFile, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains { $0.contains("\"message\":\"made a key-encryption key") }, "the log holds lines")
    for line in lines where !line.hasPrefix("cairn: ") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: String], "each is an object")
    }
    // Stopped in good order, the cluster has written all its pages.
    for canary in Self.canaries { #expect(try filesHolding(canary, in: directory) == [], "\(canary) stands in a file") }
  }

  private func fill(_ address: SocketName) async throws {
    let client = FrameClient(address: address)
    _ = try await client.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: TestCaller.context(TestCaller.newID(), role: .operator),
        agency: Agency(agencyID: TestCaller.referringAgency, kind: .police, name: "Police")),
      metadata: TestCaller.claim("hub"))
    let referred = try await client.call(
      ReferralServiceMethods.submitReferral,
      SubmitReferralRequest(context: TestCaller.context(TestCaller.newID(), role: .referrer), referral: Self.referral),
      metadata: TestCaller.claim(TestCaller.referringAgency))
    let caseID = try #require(referred.caseIDs.first)
    let rated = try await client.call(
      CaseServiceMethods.setRag,
      SetRagRequest(
        context: TestCaller.context(TestCaller.newID(), role: .screener), caseID: caseID, rag: .red,
        rationale: "Qanaryrationale"),
      metadata: TestCaller.claim("hub"))
    let seen = try await client.call(
      CaseServiceMethods.getCase,
      GetCaseRequest(
        context: QueryContext(
          actingPerson: TestCaller.newID().description, role: .screener, purpose: "child-safeguarding"),
        caseID: caseID, afterToken: rated.receipt?.streams.first?.token ?? ""),
      metadata: TestCaller.claim("hub"))
    #expect(seen.caseView?.child?.name?.family == "Qanaryfamily", "whoever may see it sees it")
    #expect(seen.caseView?.rag?.rationale == "Qanaryrationale")
    // A refused command is no reason to write its content down either.
    await #expect(throws: RPCError.self) {
      try await client.call(
        CaseServiceMethods.setRag,
        SetRagRequest(
          context: TestCaller.context(TestCaller.newID(), role: .referrer), caseID: caseID, rag: .red,
          rationale: "Qanaryrationale"),
        metadata: TestCaller.claim(TestCaller.referringAgency))
    }
    await client.close()
  }

  private static let referral = Referral(
    children: [
      Child(
        name: PersonName(given: "Qanarygiven", family: "Qanaryfamily", alsoKnownAs: ["Qanaryalias"]),
        dateOfBirth: "2019-05-01", identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")],
        addresses: [Address(lines: ["14 Qanary Street"], postcode: "QA1 9ZZ")], school: "Qanaryschool")
    ],
    reporter: Reporter(
      name: PersonName(given: "Qanaryreporter"), capacity: "Qanarycapacity", telephone: "020 7946 0815",
      email: "qanary@example.org"),
    source: "6", primaryNeed: "N1",
    statements: [Statement(assertion: .fact, text: "Qanarystatement", source: "Qanarysource")],
    narrative: "Qanarynarrative", agencyReference: "Qanaryreference")

  private func dump(_ directory: URL) throws -> String {
    let socket = directory.appending(path: "postgres/run").path
    return try output(
      "/bin/sh", ["-c", "$(ls -d /usr/lib/postgresql/*/bin | tail -1)/pg_dumpall -h \(socket) -U cairn"])
  }

  private func filesHolding(_ text: String, in directory: URL) throws -> [String] {
    try output("/bin/grep", ["-rlaF", text, directory.path]).split(separator: "\n").map(String.init)
  }

  private func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
