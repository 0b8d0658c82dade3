import Foundation
import Libpq
import RPC
import Testing

@Suite("Losing a session", .timeLimit(.minutes(1)))
struct LossTests {
  @Test("What was sent is ambiguous, what was not is known not to be, and everyone is told once")
  func tellsEveryoneOnce() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let holder = try await session(on: database)
    let session = try await session(on: database)
    try await holder.lock(1)
    let log = OutcomeLog(expecting: 53)
    try session.enqueue([echoStep(0)]) { log.record(0, $0) }
    for index in 1...50 { try session.enqueue([lockStep(1)]) { log.record(index, $0) } }
    // More than a socket takes while the server waits: of what stands behind these bytes nothing is sent.
    let bytes = Statement(name: "bytes", sql: "select length($1)", parameterTypes: [.bytea])
    let large = Parameter.bytes([UInt8](repeating: 1, count: 32 << 20))
    try session.enqueue([Step(bytes, [large])]) { log.record(51, $0) }
    try session.enqueue([echoStep(52)]) { log.record(52, $0) }
    try await holder.waitUntilWaiting(session.backendProcessID)
    try await untilSessionsSleep()
    try await holder.terminate(session.backendProcessID)
    let outcomes = await log.all()
    #expect(outcomes.map(\.0) == Array(0...52))
    #expect(outcomes[0].1.kind == "committed")
    #expect(outcomes[1...51].map(\.1.kind) == Array(repeating: "ambiguous", count: 51))
    #expect(outcomes[52].1.kind == "notSent")
    let reason = await session.waitUntilClosed()
    #expect(reason?.code == .connectionLost)
    #expect { try session.enqueue([Step(one)]) { _ in Issue.record("called") } } throws: {
      ($0 as? PostgresError)?.code == .sessionClosed
    }
  }

  @Test("A silent server is given up after the time that was set")
  func givesUpSilence() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let holder = try await session(on: database)
    let session = try await session(on: database) { $0.answerTimeoutMilliseconds = 50 }
    try await holder.lock(1)
    #expect(await session.outcome(of: [lockStep(1)]).kind == "ambiguous")
    #expect(await session.waitUntilClosed()?.code == .connectionLost)
  }

  @Test("A sync without the answers that belong before it proves nothing")
  func doubtsASyncAlone() async throws {
    let ready: [UInt8] = [0x5A, 0, 0, 0, 5, 0x49]
    let server = try EchoServer { before, now in
      // To the start: come in. To each sync, which ends as a message of its type and length alone: ready.
      if before.isEmpty { return [0x52, 0, 0, 0, 8, 0, 0, 0, 0] + ready }
      var walk = MessageWalk(.toPostgres)
      _ = walk.advance(over: before[...])
      return walk.advance(over: now[...]).filter { $0.isType && $0.byte == UInt8(ascii: "S") }.flatMap { _ in ready }
    }
    guard case .tcp(let host, let port) = server.address else { return }
    let session = try await session(
      on: ConnectionString(parsing: "host=\(host) port=\(port) user=a dbname=a sslmode=disable gssencmode=disable"))
    #expect(await session.outcome(of: [Step(one)]).kind == "ambiguous")
    #expect(await session.waitUntilClosed()?.code == .protocolViolation)
  }

  @Test("What a session that was given up had locked is free again once another takes its place")
  func endsPredecessors() async throws {
    let cluster = try await ScratchCluster.shared()
    let database = try await cluster.makeDatabase()
    let lost = try await session(on: database)
    try await lost.lock(1)
    let other = try await session(on: database) { $0.applicationName = "other" }
    let next = try await session(on: database) { $0.settings = [("role", "pg_monitor")] }
    await next.endPredecessors([other.backendProcessID, lost.backendProcessID])
    #expect(await next.outcome(of: [lockStep(1)]).kind == "committed")
    #expect(await other.outcome(of: [Step(one)]).kind == "committed", "it is none of ours")
    let role = Statement(name: "role", sql: "select current_user::text")
    #expect(try await next.query(role) { result throws(PostgresError) in try result.text(0, 0) } == "pg_monitor")
  }

  @Test("Closing lets what is under way end")
  func closesInOrder() async throws {
    let session = try await freshSession()
    let log = OutcomeLog(expecting: 100)
    for index in 0..<100 { try session.enqueue([echoStep(index)]) { log.record(index, $0) } }
    await session.close()
    #expect(await log.all().allSatisfy { $0.1.kind == "committed" })
    #expect(await session.waitUntilClosed() == nil)
    #expect(!session.isOpen)
  }

  @Test("A cancelled wait drops the answer; the session's books stay right")
  func survivesCancellation() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let holder = try await session(on: database)
    let session = try await session(on: database)
    try await holder.lock(1)
    let waiter = Task { await session.outcome(of: [lockStep(1)]) }
    try await holder.waitUntilWaiting(session.backendProcessID)
    waiter.cancel()
    guard case .ambiguous(let error) = await waiter.value else {
      Issue.record("not ambiguous")
      return
    }
    #expect(error.code == .cancelled)
    try await holder.unlock(1)
    #expect(try await session.transact([echoStep(5)]).value(at: 0) == 5)
  }

  @Test("A refused connection tells the server's SQLSTATE")
  func tellsWhyNot() async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let error = await #expect(throws: PostgresError.self) { try await session(on: database.onDatabase("absent")) }
    #expect(error?.code == .connectFailed)
    #expect(error?.sqlState == .invalidCatalogName)
    let nowhere = await #expect(throws: PostgresError.self) {
      try await session(on: ConnectionString(values: ["host": "/nowhere"]))
    }
    #expect(nowhere?.code == .connectFailed)
  }
}

/// Waits until the threads of all sessions sleep: whatever could be handed to libpq has been by then. A large request is
/// handed over in one go, which takes a while.
private func untilSessionsSleep() async throws {
  while try !sessionThreadsSleep() { await Task.yield() }
}

private func sessionThreadsSleep() throws -> Bool {
  let tasks = "/proc/self/task"
  return try FileManager.default.contentsOfDirectory(atPath: tasks).allSatisfy { task in
    // A thread that has ended meanwhile has nothing to hand over.
    guard let state = try? String(contentsOfFile: "\(tasks)/\(task)/stat", encoding: .utf8) else { return true }
    return !state.contains("(libpq-session)") || state.contains("(libpq-session) S")
  }
}

extension Session {
  func terminate(_ processID: Int32) async throws {
    try await execute(
      Statement(name: "terminate", sql: "select pg_terminate_backend($1)", parameterTypes: [.int4]), [.int32(processID)]
    )
  }

  /// Waits until another session waits for a lock.
  func waitUntilWaiting(_ processID: Int32) async throws {
    let waits = Statement(
      name: "waits", sql: "select 1 from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'",
      parameterTypes: [.int4])
    while try await execute(waits, [.int32(processID)]) == 0 {}
  }
}
