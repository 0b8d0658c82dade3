import Libpq
import Testing

@Suite("Scripts", .timeLimit(.minutes(1)))
struct ScriptTests {
  @Test("A script takes its turn between what was enqueued before and after it")
  func takesItsTurn() async throws {
    let session = try await freshSession()
    let log = OutcomeLog(expecting: 20)
    for index in 0..<10 { try session.enqueue([echoStep(index)]) { log.record(index, $0) } }
    async let script: Void = session.runScript("create table t (n int8); insert into t values (1); select * from t")
    for index in 10..<20 { try session.enqueue([echoStep(index)]) { log.record(index, $0) } }
    try await script
    #expect(await log.all().allSatisfy { $0.1.kind == "committed" })
    #expect(try await session.execute(Statement(name: "all", sql: "select from t")) == 1)
  }

  @Test("A script that fails tells the line, stores nothing, and the session goes on")
  func tellsTheLine() async throws {
    let session = try await freshSession()
    let error = await #expect(throws: PostgresError.self) {
      try await session.runScript("create table t (n int8);\n\ninsert into absent values (1);")
    }
    #expect(error?.sqlState == .undefinedTable)
    #expect(error?.message.contains("line 3") == true)
    #expect(error?.mayHaveCommitted == false)
    let gone = await session.outcome(of: [Step(Statement(name: "all", sql: "select from t"))])
    #expect(gone.kind == "refused")
  }

  @Test("A transaction that a script leaves open is rolled back and reported")
  func rollsBack() async throws {
    let session = try await freshSession()
    let error = await #expect(throws: PostgresError.self) {
      try await session.runScript("begin; create table t (n int8)")
    }
    #expect(error?.code == .refused)
    let failed = await #expect(throws: PostgresError.self) { try await session.runScript("begin; select 1 / 0") }
    #expect(failed?.sqlState == SQLState(rawValue: "22012"))
    #expect(await session.outcome(of: [Step(Statement(name: "all", sql: "select from t"))]).kind == "refused")
    #expect(await session.outcome(of: [Step(one)]).kind == "committed")
  }

  @Test("COPY in a script ends the session instead of hanging it")
  func refusesCopy() async throws {
    let session = try await freshSession()
    let error = await #expect(throws: PostgresError.self) {
      try await session.runScript("create table t (n int8); copy t from stdin")
    }
    #expect(error?.code == .connectionLost)
    #expect(await session.waitUntilClosed()?.code == .protocolViolation)
  }
}
