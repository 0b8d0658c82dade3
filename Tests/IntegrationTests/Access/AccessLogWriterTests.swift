import AccessLog
import EventLog
import Identifiers
import Libpq
import Testing

/// The log of access in PostgreSQL.
@Suite(.serialized, .timeLimit(.minutes(2))) struct AccessLogWriterTests {
  private func record(tokens: [Int64] = [1]) -> SealedAccess {
    SealedAccess(id: ScratchHub.newID(), bytes: [1, 2, 3], tokens: tokens)
  }

  @Test func manyRecordsShareAPageAndEachIsThereOnce() async throws {
    let hub = try await ScratchHub.make()
    let records = (0..<2_000).map { _ in record() }
    try await hub.withAccessLog { writer in try await Self.append(records, over: writer) }
    let stored = try await hub.verifiedAccesses()
    #expect(stored.map(\.position) == Array(1...2_000))
    #expect(Set(stored.map(\.id)) == Set(records.map(\.id)))
    let pages = try await pageCount(of: hub)
    #expect(pages < 1_000, "\(pages) pages")
  }

  @Test func twoWritersSideBySideMakeOneLog() async throws {
    let hub = try await ScratchHub.make()
    let (ones, others) = ((0..<300).map { _ in record() }, (0..<300).map { _ in record() })
    try await hub.withAccessLog { one in
      try await hub.withAccessLog { other in
        async let first: Void = Self.append(ones, over: one)
        async let second: Void = Self.append(others, over: other)
        _ = try await (first, second)
      }
    }
    #expect(Set(try await hub.verifiedAccesses().map(\.id)) == Set((ones + others).map(\.id)))
  }

  @Test func aLostConnectionLosesAndDoublesNothing() async throws {
    let hub = try await ScratchHub.make()
    let records = (0..<600).map { _ in record() }
    try await hub.withAccessLog { writer in
      async let appended: Void = Self.append(records, over: writer)
      let session = try await Session.connect(
        SessionConfiguration(connection: hub.hub, applicationName: "cairn killer"))
      for _ in 0..<20 {
        _ = try await session.execute(
          Statement(
            name: "kill_writer",
            sql: """
              select pg_terminate_backend(pid) from pg_stat_activity
               where application_name = 'cairn tests' and datname = current_database()
              """))
      }
      await session.close()
      try await appended
    }
    let stored = try await hub.verifiedAccesses()
    #expect(stored.count == records.count && Set(stored.map(\.id)) == Set(records.map(\.id)))
  }

  @Test func whatTheDatabaseRefusesIsNotThere() async throws {
    let hub = try await ScratchHub.make()
    try await hub.script("revoke insert on cairn.access_page from cairn_server")
    try await hub.withAccessLog { writer in
      await #expect(throws: AccessLogError.self) { try await writer.append(record()) }
      try await hub.script("grant insert on cairn.access_page to cairn_server")
      try await writer.append(record())
    }
    #expect(try await hub.verifiedAccesses().count == 1)
  }

  @Test func whoGivesUpWaitingIsTold() async throws {
    let hub = try await ScratchHub.make()
    let (gate, holder) = (try await session(on: hub.hub), try await session(on: hub.hub))
    try await gate.runScript("select pg_advisory_lock(1)")
    let holding = Task {
      try await holder.runScript(
        "do $$ begin lock table cairn.access_page in exclusive mode; perform pg_advisory_lock(1); end $$")
    }
    try await hub.untilSomebodyWaits(for: "advisory")
    try await hub.withAccessLog { writer in
      let waiting = Task { try await writer.append(record()) }
      try await hub.untilSomebodyWaits(for: "relation")
      waiting.cancel()
      await #expect(throws: AccessLogError.cancelled) { try await waiting.value }
      await gate.close()
      try await holding.value
      try await writer.append(record())
    }
    await holder.close()
    #expect(try await hub.verifiedAccesses().count == 2, "what nobody waits for any more is written all the same")
  }

  @Test func recordsAreFoundByTheirTokensTheLatestFirst() async throws {
    let hub = try await ScratchHub.make()
    try await hub.withAccessLog { writer in
      for token in [1, 2, 1, 3] as [Int64] { try await writer.append(record(tokens: [token, 9])) }
    }
    try await hub.withAccessReader { reader async throws in
      func found(_ tokens: [Int64], before: UInt64 = .max) async throws -> [UInt64] {
        try await reader.latest(.init(tokens: tokens), before: before, pagesMax: 10).map(\.position)
      }
      #expect(try await found([1]) == [3, 1])
      #expect(try await found([1], before: 3) == [1])
      #expect(try await found([9]) == [4, 3, 2, 1])
      #expect(try await found([7]) == [])
      let later = AccessLogReader.Filter(tokens: [9], from: .max - 1, to: .max)
      #expect(try await reader.latest(later, before: .max, pagesMax: 10).isEmpty)
    }
  }

  @Test(
    arguments: ["cairn_server", "cairn_owner", "cairn"],
    ["update cairn.access_page set tokens = '{}'", "delete from cairn.access_page", "truncate cairn.access_page"])
  func whatWasRecordedIsNotRewritten(role: String, statement: String) async throws {
    let hub = try await ScratchHub.make()
    let session = try await session(on: hub.hub) { $0.settings = [(name: "role", value: role)] }
    let error = await #expect(throws: PostgresError.self) { try await session.runScript(statement) }
    let refusals: Set<SQLState> = [.insufficientPrivilege, SQLState(rawValue: "CN004")]
    #expect(error?.sqlState.map(refusals.contains) == true)
    await session.close()
  }

  private static func append(_ records: [SealedAccess], over writer: AccessLogWriter) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for record in records { group.addTask { try await writer.append(record) } }
      try await group.waitForAll()
    }
  }

  private func pageCount(of hub: ScratchHub) async throws -> Int64 {
    let session = try await session(on: hub.hub)
    let count = try await session.query(
      Statement(name: "count_pages", sql: "select count(*) from cairn.access_page")
    ) { result throws(PostgresError) in try result.int64(0, 0) }
    await session.close()
    return count
  }
}

extension ScratchHub {
  /// Returns once a session waits for another's lock of that kind.
  fileprivate func untilSomebodyWaits(for kind: String) async throws {
    let session = try await Session.connect(SessionConfiguration(connection: hub, applicationName: "cairn observer"))
    let isWaiting = Statement(
      name: "is_waiting",
      sql: """
        select exists (
          select from pg_locks where not granted and locktype = $1
             and database = (select oid from pg_database where datname = current_database())
        )
        """, parameterTypes: [.text])
    while !(try await session.query(isWaiting, [.text(kind)]) { result throws(PostgresError) in try result.bool(0, 0) })
    {
      await Task.yield()
    }
    await session.close()
  }

  /// Runs SQL as the owner of the cluster.
  func script(_ sql: String) async throws {
    let session = try await Session.connect(SessionConfiguration(connection: hub, applicationName: "cairn scripts"))
    try await session.runScript(sql)
    await session.close()
  }
}
