import Foundation
import History
import RPC
import Testing

/// Bad networks on both sides of a server under load, and what clients were told held against the log. `CAIRN_CHAOS` says
/// how many faults; `scripts/chaos-test` runs it long.
@Suite(.serialized, .timeLimit(.minutes(60))) struct ChaosTests {
  /// How long after its deadline a call may end.
  private static let latest = Duration.seconds(1)
  /// How soon after a fault towards PostgreSQL commands are taken again.
  private static let healing = Duration.seconds(10)
  /// How long the server waits for PostgreSQL's answer.
  private static let noticing = Duration.seconds(10)

  @Test func nothingIsLostOrDoubledBetweenClientsAndServer() async throws {
    let hub = try await ChaosHub.start()
    let plan = hub.clientProxy.plan
    let load = Load(
      recorder: hub.recorder, address: hub.clientProxy.address, callTimeout: .seconds(10), limits: Self.impatient)
    try await hub.run(
      {
        plan.add(FaultSchedule.betweenClientsAndServer(FaultSchedule.count))
        await plan.wait(for: FaultSchedule.count)
        _ = try await hub.waitUntilCommandsAreTaken()
      }, under: load)
    #expect(Set(plan.counts.keys) == Set(Fault.Kind.allCases))
    #expect(load.tallied.latest < Self.latest)
    try await hub.check()
  }

  @Test func aBitThatFlipsAnywhereHarmsNobodyElse() async throws {
    let hub = try await ChaosHub.start()
    let plan = hub.clientProxy.plan
    // What these are told may be about commands that they never sent: their history proves nothing.
    let victims = Load(
      recorder: try HistoryRecorder(path: hub.directory.appending(path: "victims.jsonl").path),
      address: hub.clientProxy.address, callTimeout: .seconds(10), limits: Self.impatient)
    let bystanders = Load(recorder: hub.recorder, address: hub.address)
    try await hub.run(
      {
        try await hub.run(
          {
            plan.add(FaultSchedule.flipsTowardsServer(FaultSchedule.count))
            await plan.wait(for: FaultSchedule.count)
          }, under: victims)
      }, under: bystanders)
    #expect(victims.tallied.latest < Self.latest)
    #expect(bystanders.tallied.unknown == 0)
    try await hub.check(isComplete: false)
  }

  @Test func nothingIsLostOrDoubledBetweenServerAndPostgres() async throws {
    let hub = try await ChaosHub.start()
    let plan = hub.databaseProxy.plan
    let load = Load(recorder: hub.recorder, address: hub.address)
    // One after the other, each with the time to heal: a quarter as many.
    let faults = FaultSchedule.betweenServerAndPostgres(max(16, FaultSchedule.count / 4))
    try await hub.run(
      {
        for fault in faults.loud {
          let healing = try await hub.heal(from: fault)
          #expect(healing < Self.healing, "\(fault)")
        }
        // Those that nobody has noticed yet pile up: a command may find the session for keys, one that reads and the one
        // that writes silent, each after the other.
        let noticing = Self.noticing * 3
        for fault in faults.silent {
          let healing = try await hub.heal(from: fault)
          #expect(healing < noticing + Self.healing, "\(fault)")
        }
      }, under: load)
    #expect(Set(plan.counts.keys) == Set(Fault.Kind.allCases))
    #expect(load.tallied.latest < Self.latest)
    try await hub.check()
  }

  @Test func aSilenceBeforeTheEndOfACommitHoldsNobodyUp() async throws {
    let hub = try await ChaosHub.start()
    // PostgreSQL has executed the batch and holds the head's row; the sync that would commit it never comes, and
    // PostgreSQL is never told that nobody is there any more.
    let fault = Fault(
      kind: .halfOpen, direction: .toServer, afterBytes: 0,
      place: .message(type: UInt8(ascii: "S"), after: "append_batch"))
    let load = Load(recorder: hub.recorder, address: hub.address)
    try await hub.run(
      {
        let healing = try await hub.heal(from: fault)
        #expect(healing < Self.noticing + Self.healing)
      }, under: load)
    try await hub.check()
  }

  /// Soon notices a silent server.
  private static var impatient: FrameClientConfiguration {
    var limits = FrameClientConfiguration()
    limits.silenceMilliseconds = 1_000
    limits.connectMilliseconds = 1_000
    limits.reconnectWaitMillisecondsMax = 500
    return limits
  }
}
