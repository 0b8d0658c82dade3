import Libpq
import Synchronization
import Testing

@Suite("The pool", .timeLimit(.minutes(1)))
struct PoolTests {
  private let processID = Statement(name: "pid", sql: "select pg_backend_pid()")

  /// Runs `body` with a pool that is closed afterwards.
  private func withPool(
    _ database: ConnectionString, _ change: (inout SessionPool.Configuration) -> Void = { _ in },
    _ body: (SessionPool) async throws -> Void
  ) async throws {
    var configuration = SessionPool.Configuration(
      session: SessionConfiguration(connection: database, applicationName: "tests"))
    configuration.backoffMilliseconds = 1
    change(&configuration)
    let pool = SessionPool(configuration)
    let running = Task { await pool.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body(pool)) } catch { result = .failure(error) }
    running.cancel()
    await running.value
    #expect(pool.openSessions == 0)
    try result.get()
  }

  @Test("A lost session is opened again; an idempotent query does not notice")
  func reconnects() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let other = try await session(on: database)
    let reports = Mutex(0)
    try await withPool(
      database,
      {
        $0.sessionCount = 1; $0.report = { _ in reports.withLock { $0 += 1 } }
      }
    ) { pool in
      try await other.lock(1)
      let first = try await pool.session().backendProcessID
      async let second = pool.transact([lockStep(1), pidStep], idempotent: true).value(at: 1, as: Int32.self)
      try await other.waitUntilWaiting(first)
      try await other.terminate(first)
      try await other.unlock(1)
      #expect(try await second != first)
    }
    #expect(reports.withLock { $0 } == 1)
  }

  @Test("What a lost session had locked is free once another has taken its place")
  func endsPredecessors() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let proxy = try ChaosProxy(before: database)
    let holding = Step(Statement(name: "hold", sql: "select pg_advisory_xact_lock(1)"))
    try await withPool(
      database.through(proxy),
      {
        $0.sessionCount = 1; $0.session.answerTimeoutMilliseconds = 1_000
      }
    ) { pool in
      _ = try await pool.transact([holding])
      // PostgreSQL waits for the sync, and is not told that it will not come.
      proxy.plan.add([
        Fault(
          kind: .halfOpen, direction: .toServer, afterBytes: 0,
          place: .message(type: UInt8(ascii: "S"), after: "hold"))
      ])
      await #expect(throws: PostgresError.self) { try await pool.transact([holding]) }
      #expect(proxy.plan.total == 1)
      _ = try await pool.transact([Step(one)], idempotent: true)
      let other = try await session(on: database) { $0.answerTimeoutMilliseconds = 5_000 }
      #expect(await other.outcome(of: [holding]).kind == "committed")
    }
  }

  @Test("What is not idempotent is not run twice")
  func doesNotRepeat() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let other = try await session(on: database)
    try await withPool(database, { $0.sessionCount = 1 }) { pool in
      try await other.lock(1)
      let first = try await pool.session().backendProcessID
      async let lost = pool.transact([lockStep(1)])
      try await other.waitUntilWaiting(first)
      try await other.terminate(first)
      do {
        _ = try await lost
        Issue.record("it was run again")
      } catch let error as PostgresError {
        #expect(error.code == .connectionLost)
        #expect(error.mayHaveCommitted)
      }
    }
  }

  @Test("Work goes to the session that has least of it")
  func spreads() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let other = try await session(on: database)
    try await withPool(database, { $0.sessionCount = 2 }) { pool in
      while pool.openSessions < 2 { await Task.yield() }
      try await other.lock(1)
      let busy = try await pool.session()
      async let waiting = busy.transact([lockStep(1)])
      try await other.waitUntilWaiting(busy.backendProcessID)
      for _ in 0..<5 {
        let other = try await pool.query(processID) { result throws(PostgresError) in try result.int32(0, 0) }
        #expect(other != busy.backendProcessID)
      }
      try await other.unlock(1)
      _ = try await waiting
    }
  }

  @Test("Without a server callers wait no longer than they were told, and no more of them than may")
  func isBounded() async throws {
    let nowhere = ConnectionString(values: ["host": "/nowhere"])
    try await withPool(nowhere, { $0.waitersMax = 0 }) { pool in
      let error = await #expect(throws: PostgresError.self) { try await pool.session() }
      #expect(error?.code == .poolExhausted)
    }
    try await withPool(nowhere, { $0.waitTimeoutMilliseconds = 10 }) { pool in
      let error = await #expect(throws: PostgresError.self) { try await pool.session() }
      #expect(error?.code == .poolExhausted)
    }
  }

  private var pidStep: Step {
    Step(processID) { result throws(PostgresError) in try result.int32(0, 0) }
  }
}
