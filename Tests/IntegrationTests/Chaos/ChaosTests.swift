import Foundation
import History
import RPC
import Testing

/// Bad networks on both sides of a server under load, and what clients were told held against the log. `CAIRN_CHAOS` says
/// how many faults; `scripts/chaos-test` runs it long.
@Suite(.serialized, .timeLimit(.minutes(60))) struct ChaosTests {
  /// How long after its deadline a call may end.
  private static let latest = Duration.seconds(1)

  @Test func nothingIsLostOrDoubledBetweenClientsAndServer() async throws {
    let hub = try await ChaosHub.start()
    let plan = hub.clientProxy.plan
    let load = Load(
      recorder: hub.recorder, address: hub.clientProxy.address, callTimeout: .seconds(10), limits: Self.impatient)
    try await hub.run(
      {
        plan.add(FaultSchedule.betweenClientsAndServer(FaultSchedule.count))
        await plan.wait(for: FaultSchedule.count)
        _ = await hub.waitUntilCommandsAreTaken()
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
        for (number, fault) in faults.enumerated() {
          plan.add([fault])
          await plan.wait(for: number + 1)
          let healed = await hub.waitUntilCommandsAreTaken()
          #expect(healed < Self.healing(fault), "\(fault)")
        }
      }, under: load)
    #expect(Set(plan.counts.keys) == Set(Fault.Kind.allCases))
    #expect(load.tallied.latest < Self.latest)
    try await hub.check()
  }

  /// Ten seconds, and as long again where the server first has to notice that an answer does not come.
  private static func healing(_ fault: Fault) -> Duration {
    fault.kind == .halfOpen || fault.kind == .bitFlip ? .seconds(20) : .seconds(10)
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
