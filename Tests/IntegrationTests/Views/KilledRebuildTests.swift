import CairnMessages
import Foundation
import Libpq
import Synchronization
import Testing

/// A rebuild that is killed goes on where it was, while the hub is asked all the time.
@Suite(.timeLimit(.minutes(5))) struct KilledRebuildTests {
  /// More than one page of cases.
  private static let referrals = 6_000
  private static let kills = 3

  @Test func aKilledRebuildIsResumedAndNoQueryFailsMeanwhile() async throws {
    try await RunningHub.run { hub in
      let directory = try TemporaryDirectory.make(named: "import")
      let file = directory.appending(path: "referrals.jsonl")
      let lines = try await Program.run(["sample", "--referrals", "\(Self.referrals)", "--seed", "3"])
      try lines.output.write(to: file, atomically: true, encoding: .utf8)
      let imported = try await Program.run(["import", file.path, "--as", "met/referrer", "--server", "\(hub.address)"])
      #expect(imported.status == 0, "\(imported.errors)")
      let isEnough = Mutex(false)
      let asking = Task {
        var answers = 0
        while !isEnough.withLock({ $0 }) {
          let cases = try await hub.list { $0.pageSize = 20 }.cases
          #expect(cases.count == 20)
          answers += 1
        }
        return answers
      }
      let pool = hub.scratch.pool()
      let pooling = Task { await pool.run() }
      defer { pooling.cancel() }
      var begun: Set<Int32> = []
      var positions: [Int64] = [0]
      for _ in 0..<Self.kills {
        let process = try Self.startRebuild(hub)
        while process.isRunning {
          guard let pass = try await Self.pass(pool), pass.position > positions[positions.count - 1] else { continue }
          kill(process.processIdentifier, SIGKILL)
          process.waitUntilExit()
        }
        guard let pass = try await Self.pass(pool) else { break }
        begun.insert(pass.generation)
        positions.append(pass.position)
      }
      // Every one has gone on with what the one before had begun, from where it was.
      #expect(begun.count == 1)
      #expect(positions.count > 1 && positions == positions.sorted())
      let generation = try #require(begun.first)
      // The last of them may have come to its end before it was killed.
      if try await Self.live(pool) != generation {
        let rebuilt = try await Program.run(["projections", "rebuild", "cases"] + hub.dataArguments)
        #expect(rebuilt.status == 0, "\(rebuilt.errors)")
      }
      #expect(try await Self.live(pool) == generation)
      isEnough.withLock { $0 = true }
      #expect(try await asking.value > 0)
      let verified = try await Program.run(["projections", "verify", "--all"] + hub.dataArguments)
      #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
      try await Self.aPartThatFailsEndsTheRebuild(hub, pool)
    }
  }

  /// The first case can be written to no new generation: the others' parts are not waited for, nor the reading of the log.
  private static func aPartThatFailsEndsTheRebuild(_ hub: RunningHub, _ pool: SessionPool) async throws {
    let first = try await pool.query(
      Statement(name: "first_case", sql: "select min(case_id::text) from cairn.case_document"), [], idempotent: true
    ) { result throws(PostgresError) in try result.text(0, 0) }
    let owner = try await session(on: hub.scratch.hub)
    try await owner.runScript(
      """
      alter table cairn.case_document add constraint poison check (case_id <> '\(first)') not valid
      """)
    let failed = try await Program.run(["projections", "rebuild", "cases"] + hub.dataArguments)
    #expect(failed.status == 75, "\(failed.errors)")
    try await owner.runScript("alter table cairn.case_document drop constraint poison")
    await owner.close()
    let rebuilt = try await Program.run(["projections", "rebuild", "cases"] + hub.dataArguments)
    #expect(rebuilt.status == 0, "\(rebuilt.errors)")
  }

  private static func startRebuild(_ hub: RunningHub) throws -> Process {
    let process = Process()
    process.executableURL = ServerProcess.program
    process.arguments = ["projections", "rebuild", "cases"] + hub.dataArguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The generation that queries read.
  private static func live(_ pool: SessionPool) async throws -> Int32 {
    try await pool.query(
      Statement(
        name: "read_live_of_cases", sql: "select generation from cairn.projection where name = 'cases' and live"), [],
      idempotent: true
    ) { result throws(PostgresError) in try result.int32(0, 0) }
  }

  /// The pass that is under way, and how far its parts have come together.
  private static func pass(_ pool: SessionPool) async throws -> (generation: Int32, position: Int64)? {
    try await pool.query(
      Statement(
        name: "read_pass_of_cases",
        sql: """
          select generation, sum(position)::bigint from cairn.projection_part where name = 'cases' group by generation
          """), [], idempotent: true
    ) { result throws(PostgresError) in
      result.rowCount == 0 ? nil : (try result.int32(0, 0), try result.int64(0, 1))
    }
  }
}
