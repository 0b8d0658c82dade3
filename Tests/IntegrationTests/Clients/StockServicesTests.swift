import CairnMessages
import Foundation
import Libpq
import PythonTestSupport
import RPC
import Testing

/// gRPC's health and reflection services of a hub, asked by their stock Python clients.
@Suite(.timeLimit(.minutes(3))) struct StockServicesTests {
  private static let script = "Tests/IntegrationTests/Fixtures/stock_services.py"

  private func ask(_ what: String, _ hub: RunningHub) async throws -> Python.Ended {
    let address = hub.address.description
    return try await Task.detached { try Python.run(Self.script, [what, address]) }.value
  }

  @Test func bothAnswer() async throws {
    try await RunningHub.run { hub in
      let ended = try await ask("check", hub)
      #expect(ended.status == 0, "\(ended.output)")
    }
  }

  @Test func whoWatchesHearsThatTheDatabaseIsAwayAndThatTheServerGoes() async throws {
    try await RunningHub.run { hub in
      let probe = try await OperationsProbe(hub.server)
      try await waitUntil(.serving, hub, probe)
      let name = try #require(hub.scratch.hub.database)
      let administration = try await session(on: hub.scratch.hub.onDatabase("postgres"))
      async let watched = ask("watch", hub)
      try await probe.wait(for: { try await $0.samples() }) {
        $0["cairn_rpc_calls_in_flight"] == 1
      }
      try await administration.runScript("alter database \(name) with allow_connections false")
      try await administration.runScript(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '\(name)'")
      try await waitUntil(.notServing, hub, probe)
      try await administration.runScript("alter database \(name) with allow_connections true")
      try await waitUntil(.serving, hub, probe)
      kill(hub.server.processID, SIGTERM)
      #expect(
        try await watched.output.split(separator: "\n") == [
          "SERVING", "NOT_SERVING", "SERVING", "NOT_SERVING", "UNAVAILABLE",
        ])
      await administration.close()
    }
  }

  /// Who watches has been told by then.
  private func waitUntil(_ status: HealthStatus, _ hub: RunningHub, _ probe: OperationsProbe) async throws {
    try await probe.wait(
      for: { _ in try await hub.client.call(HealthMethods.check, HealthCheckRequest()) },
      until: { $0.status == status.rawValue })
  }
}
