import EventLog
import Foundation
import History
import Libpq
import RPC
import Testing

/// A hub with a proxy before it and a proxy behind it: clients → proxy → server → proxy → PostgreSQL.
final class ChaosHub {
  let server: ServerProcess
  /// Past the proxy.
  let address: SocketName
  let clientProxy: ChaosProxy
  let databaseProxy: ChaosProxy
  let recorder: HistoryRecorder
  let directory: URL
  private let scratch: ScratchHub

  /// The server ended under the load.
  struct ServerEnded: Error {}

  private init(
    server: ServerProcess, address: SocketName, databaseProxy: ChaosProxy, directory: URL, scratch: ScratchHub
  ) throws {
    self.server = server
    self.address = address
    self.databaseProxy = databaseProxy
    self.directory = directory
    self.scratch = scratch
    clientProxy = try ChaosProxy(to: address, layouts: .cairn)
    recorder = try HistoryRecorder(path: directory.appending(path: "history.jsonl").path)
    Task { [clientProxy] in
      await server.waitUntilSilent()
      clientProxy.plan.abandon()
      databaseProxy.plan.abandon()
    }
  }

  deinit {
    server.kill()
    try? FileManager.default.removeItem(at: directory)
  }

  /// Starts a hub and registers the agency that will refer.
  static func start() async throws -> ChaosHub {
    let scratch = try await ScratchHub.make()
    let proxy = try ChaosProxy(before: scratch.hub)
    let directory = try TemporaryDirectory.make(named: "chaos")
    let server = try ServerProcess([
      "--insecure", "--data", directory.path, "--listen", "127.0.0.1:0",
      "--database", ScratchHub.text(scratch.hub.through(proxy)),
      "--keys-database", ScratchHub.text(scratch.keys.through(proxy)),
    ])
    let line = try #require(await server.line(beginningWith: "listening on 127."))
    let hub = try ChaosHub(
      server: server, address: try #require(SocketName("127." + line)), databaseProxy: proxy, directory: directory,
      scratch: scratch)
    let load = Load(recorder: hub.recorder, address: hub.address)
    let client = load.makeClient()
    #expect(await load.registerAgency(over: client))
    await client.close()
    return hub
  }

  /// Runs `body` while 16 clients send commands.
  func run(_ body: () async throws -> Void, under load: Load) async throws {
    let clients = Task { await load.run(clients: 16) }
    do { try await body() } catch {
      clients.cancel()
      await clients.value
      throw error
    }
    clients.cancel()
    await clients.value
  }

  /// Lets a fault strike between server and PostgreSQL, and waits until commands are taken again.
  ///
  /// - Returns: how long it took them.
  func heal(from fault: Fault) async throws -> Duration {
    let plan = databaseProxy.plan
    let struck = plan.total
    plan.add([fault])
    await plan.wait(for: struck + 1)
    return try await waitUntilCommandsAreTaken()
  }

  /// Waits until a command that is sent now is acknowledged.
  ///
  /// - Returns: how long it took.
  func waitUntilCommandsAreTaken() async throws -> Duration {
    guard server.isRunning else { throw ServerEnded() }
    let begin = ContinuousClock.now
    let load = Load(recorder: recorder, address: address)
    let client = load.makeClient()
    let isAcknowledged = await load.refer(as: "probe \(TestCaller.newID())", over: client, children: 1)
    await client.close()
    #expect(isAcknowledged, "commands are not taken")
    return ContinuousClock.now - begin
  }

  /// Holds the history against the log, as the store holds it and as the command line reads it from the server.
  ///
  /// - Parameter isComplete: whether nobody sends anything that the history does not hold.
  func check(isComplete: Bool = true) async throws {
    let report = try await scratch.withStore { [recorder] store in
      try await HistoryReport.of(recorder, heldAgainst: store, knowsAll: isComplete)
    }
    #expect(report.violations == [], "seed \(FaultSchedule.seed)")
    #expect(report.acknowledgedCount > 0, "the load was no load")
    #expect(server.isRunning)
    #expect(try ServerProcess.runToEnd(["log", "verify", "--data", directory.path]) == 0)
    let completeness = isComplete ? ["--complete"] : []
    #expect(
      try ServerProcess.runToEnd(["check-history", recorder.path, "--data", directory.path] + completeness) == 0)
  }
}
