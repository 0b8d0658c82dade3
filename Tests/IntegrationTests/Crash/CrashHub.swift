import CairnMessages
import EventLog
import Foundation
import History
import Libpq
import RPC
import Testing

/// A hub with an embedded PostgreSQL in a folder of its own, made to be killed.
final class CrashHub {
  let directory: URL
  private(set) var server: ServerProcess
  let address: SocketName
  private let recorder: HistoryRecorder

  private init(directory: URL, server: ServerProcess, address: SocketName) throws {
    self.directory = directory
    self.server = server
    self.address = address
    recorder = try HistoryRecorder(path: directory.appending(path: "history.jsonl").path)
  }

  deinit {
    server.kill()
    // The cluster outlives a killed server, as it should; here it goes with its folder.
    if let postmaster = try? Self.postmaster(in: directory) { kill(postmaster, SIGQUIT) }
    try? FileManager.default.removeItem(at: directory)
  }

  /// Starts a hub and registers the agency that will refer.
  static func start() async throws -> CrashHub {
    let directory = try TemporaryDirectory.make(named: "crash")
    let (server, address) = try await launch(in: directory, port: 0)
    let hub = try CrashHub(directory: directory, server: server, address: address)
    let client = FrameClient(address: address)
    _ = try await client.call(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: TestCaller.context(TestCaller.newID(), role: .operator),
        agency: Agency(agencyID: TestCaller.referringAgency, kind: .police, name: "Police")),
      timeout: .seconds(30), metadata: TestCaller.claim("hub"), idempotent: true)
    await client.close()
    return hub
  }

  /// Starts the server again, on the same address.
  func startServer() async throws {
    guard case .tcp(_, let port) = address else { return }
    (server, _) = try await Self.launch(in: directory, port: port)
  }

  /// Runs `body` under load, then stops, and holds the history against the log: as the store holds it, and as the command
  /// line reads it from the server.
  ///
  /// - Returns: everything that does not hold.
  func runUnderLoad(_ body: (CrashHub) async throws -> Void) async throws -> [Violation] {
    let load = Load(recorder: recorder, address: address)
    let clients = Task { await load.run(clients: 16) }
    do { try await body(self) } catch {
      clients.cancel()
      await clients.value
      throw error
    }
    try await waitUntilCommandsAreTaken()
    clients.cancel()
    await clients.value
    try recorder.flush()
    let report = try await report()
    #expect(report.acknowledgedCount > 0, "the load was no load")
    #expect(try ServerProcess.runToEnd(["log", "verify", "--data", directory.path]) == 0)
    #expect(try ServerProcess.runToEnd(["check-history", recorder.path, "--data", directory.path]) == 0)
    return report.violations
  }

  /// A moment by chance, up to a quarter of a second: the kills are to fall anywhere.
  func pauseAtRandom() async throws {
    try await Task.sleep(for: .milliseconds(Int.random(in: 1...250)))
  }

  /// Waits until a command that is sent now is acknowledged.
  func waitUntilCommandsAreTaken() async throws {
    let load = Load(recorder: recorder, address: address)
    let client = FrameClient(address: address)
    let isAcknowledged = await load.refer(as: "probe \(TestCaller.newID())", over: client, children: 1)
    await client.close()
    #expect(isAcknowledged, "commands are not taken")
  }

  /// Kills one of the server's own sessions with PostgreSQL, chosen by chance.
  func killBackend() throws {
    let children = try Self.children(of: try Self.postmaster(in: directory))
    if let backend = children.randomElement() { kill(backend, SIGKILL) }
  }

  func killPostmaster() throws {
    kill(try Self.postmaster(in: directory), SIGKILL)
  }

  private func report() async throws -> HistoryReport {
    try await HubStore.with(dataDirectory: directory) { store in
      try await HistoryReport.of(recorder, heldAgainst: store)
    }
  }

  private static func launch(in directory: URL, port: Int) async throws -> (ServerProcess, SocketName) {
    let server = try ServerProcess(
      ["--insecure", "--data", directory.path, "--listen", "127.0.0.1:\(port)"])
    let line = try #require(await server.line(beginningWith: "listening on 127."))
    let address = try #require(SocketName("127." + line))
    return (server, address)
  }

  private static func postmaster(in directory: URL) throws -> Int32 {
    let file = directory.appending(path: "postgres/data/postmaster.pid")
    let first = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first
    return try #require(first.flatMap { Int32($0) })
  }

  private static func children(of parent: Int32) throws -> [Int32] {
    let path = "/proc/\(parent)/task/\(parent)/children"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: " ").compactMap { Int32($0) }
  }
}
