import CairnMessages
import EventLog
import Foundation
import History
import Libpq
import RPC
import Testing

/// Kills, again and again, whatever can be killed while clients send commands, and holds what they were told against the
/// log. `CAIRN_KILLS` says how often; `scripts/crash-test` runs it long.
@Suite(.serialized) struct CrashTests {
  static let kills = ProcessInfo.processInfo.environment["CAIRN_KILLS"].flatMap(Int.init) ?? 6

  @Test func nothingIsLostOrDoubledWhenTheServerIsKilled() async throws {
    let hub = try await CrashHub.start()
    let violations = try await hub.runUnderLoad { hub in
      for _ in 0..<Self.kills {
        try await hub.pauseAtRandom()
        hub.server.kill()
        try await hub.startServer()
      }
    }
    #expect(violations == [])
  }

  @Test func nothingIsLostOrDoubledWhenPostgresIsKilled() async throws {
    let hub = try await CrashHub.start()
    let server = hub.server.processID
    let violations = try await hub.runUnderLoad { hub in
      for round in 0..<Self.kills {
        try await hub.pauseAtRandom()
        if round.isMultiple(of: 2) { try hub.killBackend() } else { try hub.killPostmaster() }
        try await hub.waitUntilCommandsAreTaken()
      }
    }
    #expect(violations == [])
    #expect(hub.server.processID == server, "no restart of ours was needed")
  }
}
