import Libpq
import Testing

@Suite("A session's pipeline", .timeLimit(.minutes(2)))
struct PipelineTests {
  @Test("Thousands of transactions in flight end in the order in which they were enqueued")
  func keepsOrder() async throws {
    let session = try await freshSession { $0.transactionsInFlightMax = 5_000 }
    let log = OutcomeLog(expecting: 5_000)
    for index in 0..<5_000 {
      try session.enqueue([echoStep(index)]) { log.record(index, $0) }
    }
    for (position, (index, outcome)) in await log.all().enumerated() {
      try #require(index == position)
      try #require(try outcome.get().value(at: 0) == index)
    }
    #expect(session.transactionsInFlight == 0)
  }

  @Test("The steps of a transaction are committed together or not at all")
  func isOneTransaction() async throws {
    let session = try await freshSession()
    try await session.runScript("create table t (n int8 primary key)")
    let insert = Statement(name: "insert", sql: "insert into t values ($1)", parameterTypes: [.int8])
    let outcome = await session.outcome(of: [Step(insert, [.int64(1)]), Step(insert, [.int64(1)])])
    #expect(outcome.kind == "refused")
    let values = try await session.transact([Step(insert, [.int64(2)]), Step(insert, [.int64(3)])])
    #expect(try values.value(at: 1) == 1)
    let count = Statement(name: "count", sql: "select n from t order by n")
    let rows = try await session.query(count) { result throws(PostgresError) in
      try (0..<result.rowCount).map { row throws(PostgresError) in try result.int64(row, 0) }
    }
    #expect(rows == [2, 3])
  }

  @Test("A deferred constraint fails after every statement succeeded: refused, and named")
  func refusesAtSync() async throws {
    let session = try await freshSession()
    try await session.runScript(
      "create table t (n int8, constraint t_once unique (n) deferrable initially deferred)")
    let insert = Statement(name: "insert", sql: "insert into t values ($1)", parameterTypes: [.int8])
    let outcome = await session.outcome(of: [Step(insert, [.int64(7)]), Step(insert, [.int64(7)])])
    guard case .refused(let error) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.sqlState == .uniqueViolation)
    #expect(error.constraintName == "t_once")
    let count = try await session.query(Statement(name: "count", sql: "select count(*) from t")) {
      result throws(PostgresError) in try result.int64(0, 0)
    }
    #expect(count == 0)
  }

  @Test("A warning makes the outcome ambiguous, if the session says so")
  func warningIsAmbiguous() async throws {
    let warn = Statement(name: "warn", sql: "do $$ begin raise warning 'careful'; end $$")
    let careful = try await freshSession()
    let outcome = await careful.outcome(of: [Step(warn)])
    guard case .ambiguous(let error) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.code == .warned)
    #expect(error.mayHaveCommitted)
    #expect(await careful.outcome(of: [Step(one)]).kind == "committed", "the session goes on")
    let careless = try await freshSession { $0.warningsAreAmbiguous = false }
    #expect(await careless.outcome(of: [Step(warn)]).kind == "committed")
  }

  @Test("A step that cannot be decoded is ambiguous, since it may be committed")
  func undecodableIsAmbiguous() async throws {
    let session = try await freshSession()
    let step = Step(Statement(name: "text", sql: "select 'seven'::text")) { result throws(PostgresError) in
      try result.int64(0, 0)
    }
    guard case .ambiguous(let error) = await session.outcome(of: [step]) else {
      Issue.record("not ambiguous")
      return
    }
    #expect(error.code == .undecodable)
    #expect(!error.description.contains("seven"))
  }

  @Test("BEGIN inside a transaction ends the session: its syncs would no longer be commits")
  func refusesBegin() async throws {
    let session = try await freshSession()
    let outcome = await session.outcome(of: [Step(Statement(name: "begin", sql: "begin"))])
    #expect(outcome.kind == "ambiguous")
    #expect(await session.waitUntilClosed()?.code == .protocolViolation)
  }

  @Test("What exceeds the limits is refused at the door, and what was let in goes on")
  func refusesAtTheDoor() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let holder = try await session(on: database)
    let session = try await session(on: database) {
      $0.transactionsInFlightMax = 3
      $0.bytesInFlightMax = 1_000
    }
    try await holder.lock(1)
    let log = OutcomeLog(expecting: 3)
    for index in 0..<3 { try session.enqueue([lockStep(1)]) { log.record(index, $0) } }
    #expect { try session.enqueue([echoStep(1)]) { _ in Issue.record("called") } } throws: {
      ($0 as? PostgresError)?.code == .tooManyInFlight
    }
    try await holder.unlock(1)
    #expect(await log.all().allSatisfy { $0.1.kind == "committed" })
    let bytes = Statement(name: "bytes", sql: "select length($1)", parameterTypes: [.bytea])
    let error = await #expect(throws: PostgresError.self) {
      try await session.execute(bytes, [.bytes([UInt8](repeating: 0, count: 1_001))])
    }
    #expect(error?.code == .tooManyInFlight)
    #expect(error?.mayHaveCommitted == false)
    try await session.execute(one)
  }
}

let lockStatement = Statement(name: "lock", sql: "select pg_advisory_lock($1)", parameterTypes: [.int8])
let unlockStatement = Statement(name: "unlock", sql: "select pg_advisory_unlock($1)", parameterTypes: [.int8])

/// A step that waits until an advisory lock is free.
func lockStep(_ key: Int64) -> Step { Step(lockStatement, [.int64(key)]) }

extension Session {
  func lock(_ key: Int64) async throws { try await execute(lockStatement, [.int64(key)]) }
  func unlock(_ key: Int64) async throws { try await execute(unlockStatement, [.int64(key)]) }
}
