import CairnMessages
import EventLog
import Foundation
import Identifiers
import Libpq
import RPC
import Testing

/// What a server shows to those who run it, and how it goes away.
@Suite(.timeLimit(.minutes(3))) struct OperationsTests {
  @Test func metricsSayWhatWasDone() async throws {
    let directory = try TemporaryDirectory.make(named: "operations")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try ServerProcess(["--insecure", "--data", directory.path, "--listen", "127.0.0.1:0"])
    let probe = try await OperationsProbe(server)
    #expect(try await probe.get("/livez").status == 200, "it lives before it serves")
    let client = FrameClient(address: try await address(of: server))
    try await register(over: client)
    for _ in 0..<3 { _ = try await refer(over: client) }
    await #expect(throws: RPCError.self) {
      try await client.call(
        CaseServiceMethods.setRag,
        SetRagRequest(
          context: TestCaller.context(TestCaller.newID(), role: .referrer), caseID: TestCaller.newID().description,
          rag: .red, rationale: "because"), metadata: TestCaller.claim(TestCaller.referringAgency))
    }
    await #expect(throws: RPCError.self) { try await client.callBytes(path: "/no.Such/Method", []) }
    try await probe.waitUntilReady()
    try await probe.wait(for: { try await $0.samples() }) { samples in
      Self.projections.allSatisfy { samples["cairn_projection_lag_events{projection=\"\($0)\"}"] == 0 }
        && samples["cairn_postgres_sessions{database=\"hub\"}"] == 4
    }
    let samples = try await probe.samples()
    func calls(_ method: String, _ code: StatusCode) -> Double? {
      samples["cairn_rpc_calls_total{method=\"\(method)\",code=\"\(code.name)\"}"]
    }
    let submit = ReferralServiceMethods.submitReferral.path
    #expect(calls(AgencyServiceMethods.registerAgency.path, .ok) == 1)
    #expect(calls(submit, .ok) == 3)
    #expect(calls(CaseServiceMethods.setRag.path, .permissionDenied) == 1)
    #expect(calls("other", .unimplemented) == 1)
    #expect(samples.filter { $0.key.hasPrefix("cairn_rpc_calls_total") }.values.reduce(0, +) == 6)
    #expect(samples["cairn_rpc_call_duration_seconds_count{method=\"\(submit)\"}"] == 3)
    #expect(samples["cairn_rpc_calls_in_flight"] == 0)
    #expect(samples["cairn_rpc_connections"] == 1)
    let book = try String(contentsOf: Self.handbook, encoding: .utf8)
    for line in try await probe.get("/metrics").body.split(separator: "\n") where line.hasPrefix("# TYPE ") {
      let words = line.split(separator: " ")
      let row = try Regex("\\| `\(words[2])(\\{[a-z,]+\\})?` \\| \(words[3]) \\|")
      #expect(book.contains(row), "\(words[2]) is explained")
    }
    let position = try await HubStore.with(dataDirectory: directory) { try await $0.head().position }
    #expect(samples["cairn_log_batch_events_sum"] == Double(position), "every event was in a batch")
    #expect(samples["cairn_log_batch_events_count"] == 4, "one at a time, each command is a batch")
    #expect(samples["cairn_log_batch_durable_seconds_count"] == 4)
    for projection in Self.projections {
      #expect(samples["cairn_projection_lag_seconds{projection=\"\(projection)\"}"] == 0)
      #expect(samples["cairn_projection_parked_streams{projection=\"\(projection)\"}"] == 0)
    }
    #expect(samples["cairn_postgres_sessions{database=\"keys\"}"] == 1)
    #expect(samples["cairn_telemetry_refused_series_total"] == 0)
    await client.close()
    #expect(server.stop() == 0)
  }

  @Test func aCallUnderWayAtTheEndIsAnswered() async throws {
    let scratch = try await ScratchHub.make()
    let server = try start(scratch, directory: try TemporaryDirectory.make(named: "drain"))
    defer { if server.isRunning { server.kill() } }
    let probe = try await OperationsProbe(server)
    let client = FrameClient(address: try await address(of: server))
    try await register(over: client)
    try await probe.waitUntilReady()
    let administration = try await session(on: scratch.hub)
    // Its commit stands still from here on, as on a disk that does.
    let writer = try await administration.query(Self.writer) { result throws(PostgresError) in
      try result.int32(0, 0)
    }
    kill(writer, SIGSTOP)
    defer { kill(writer, SIGCONT) }
    async let response = refer(over: client)
    try await probe.wait(for: { try await $0.samples()["cairn_rpc_calls_in_flight"] }, until: { $0 == 1 })
    kill(server.processID, SIGTERM)
    try await probe.wait(for: { try await $0.get("/readyz") }) { $0 == (503, "server: draining\n") }
    #expect(try await probe.get("/livez").status == 200)
    #expect(try await probe.samples()["cairn_rpc_calls_in_flight"] == 1, "it is still under way")
    kill(writer, SIGCONT)
    #expect(try await response.receipt != nil)
    #expect(server.waitUntilExit() == 0)
    await client.close()
    await administration.close()
  }

  @Test func aServerThatStandsByIsNotReadyAndGoesWhenItIsTold() async throws {
    let scratch = try await ScratchHub.make()
    let directory = try TemporaryDirectory.make(named: "operations")
    let first = try start(scratch, directory: directory)
    defer { if first.isRunning { first.kill() } }
    try await OperationsProbe(first).waitUntilReady()
    let others = try (0..<2).map { _ in
      let own = try TemporaryDirectory.make(named: "operations")
      try FileManager.default.copyItem(at: directory.appending(path: "keys"), to: own.appending(path: "keys"))
      return try start(scratch, directory: own)
    }
    defer { for other in others where other.isRunning { other.kill() } }
    for other in others {
      #expect(await other.line(beginningWith: "standing by") != nil)
      let answer = try await OperationsProbe(other).get("/readyz")
      #expect(answer == (503, "server: standing by, another holds the log\n"))
      #expect(try await OperationsProbe(other).get("/livez").status == 200)
    }
    kill(others[0].processID, SIGTERM)
    try await OperationsProbe(others[1]).wait(for: { _ in others[0].isRunning }, until: { !$0 })
    #expect(others[0].waitUntilExit() == 0)
    first.kill()
    try await OperationsProbe(others[1]).waitUntilReady()
    #expect(others[1].stop() == 0)
  }

  @Test func aServerWithoutItsDatabaseIsNotReadyUntilItIsBack() async throws {
    let scratch = try await ScratchHub.make()
    let server = try start(scratch, directory: try TemporaryDirectory.make(named: "operations"))
    defer { if server.isRunning { server.kill() } }
    let probe = try await OperationsProbe(server)
    try await probe.waitUntilReady()
    let name = try #require(scratch.hub.database)
    let administration = try await session(on: scratch.hub.onDatabase("postgres"))
    try await administration.runScript("alter database \(name) with allow_connections false")
    try await administration.runScript(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(name)'")
    try await probe.wait(for: { try await $0.get("/readyz") }) {
      $0.status == 503 && $0.body.contains("postgresql: does not answer\n")
        && $0.body.contains("log: not held as its writer\n")
    }
    #expect(try await probe.get("/metrics").status == 200, "what is in memory is shown all the same")
    try await administration.runScript("alter database \(name) with allow_connections true")
    try await probe.waitUntilReady()
    #expect(server.stop() == 0)
    await administration.close()
  }

  @Test func anAddressThatOthersCouldReachIsRefused() async throws {
    let directory = try TemporaryDirectory.make(named: "operations")
    defer { try? FileManager.default.removeItem(at: directory) }
    let server = try ServerProcess(["--data", directory.path, "--operations-listen", "0.0.0.0:7401"])
    #expect(server.waitUntilExit() == 64)
  }

  private static let handbook =
    URL(fileURLWithPath: #filePath).appending(path: "../../../../docs/operations.md").standardizedFileURL

  private static let projections = ["agencies", "agreements", "referrals", "cases"]

  private static let writer = Libpq.Statement(
    name: "writer",
    sql: """
      select pid from pg_stat_activity where application_name = 'cairn writer' and datname = current_database()
      """)

  private func start(_ scratch: ScratchHub, directory: URL) throws -> ServerProcess {
    try ServerProcess([
      "--insecure", "--listen", "127.0.0.1:0", "--database", ScratchHub.text(scratch.hub), "--keys-database",
      ScratchHub.text(scratch.keys), "--data", directory.path,
    ])
  }

  private func address(of server: ServerProcess) async throws -> SocketName {
    try #require(await server.line(beginningWith: "listening on 127.").flatMap { SocketName("127." + $0) })
  }

  private func register(over client: FrameClient) async throws {
    _ = try await client.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: TestCaller.context(TestCaller.newID(), role: .operator),
        agency: Agency(agencyID: TestCaller.referringAgency, kind: .police, name: "Police")),
      metadata: TestCaller.claim("hub"))
  }

  private func refer(over client: FrameClient) async throws -> SubmitReferralResponse {
    try await client.call(
      ReferralServiceMethods.submitReferral,
      SubmitReferralRequest(
        context: TestCaller.context(TestCaller.newID(), role: .referrer),
        referral: Referral(
          children: [Child(name: PersonName(given: "A", family: "B"), dateOfBirth: "2019-05-01")], source: "6",
          narrative: "Seen.", agencyReference: TestCaller.newID().description)),
      metadata: TestCaller.claim(TestCaller.referringAgency))
  }
}
