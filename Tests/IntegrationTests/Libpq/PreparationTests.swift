import Libpq
import Testing

@Suite("Preparing statements", .timeLimit(.minutes(1)))
struct PreparationTests {
  @Test("A statement that cannot be prepared says why, to all who counted on it, and may succeed later")
  func tellsWhy() async throws {
    let session = try await freshSession()
    let insert = Statement(name: "insert", sql: "insert into later values ($1)", parameterTypes: [.int8])
    let log = OutcomeLog(expecting: 3)
    for index in 0..<3 { try session.enqueue([Step(insert, [.int64(1)])]) { log.record(index, $0) } }
    for (_, outcome) in await log.all() {
      guard case .refused(let error) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(error.sqlState == .undefinedTable)
      #expect(error.statementName == "insert")
    }
    try await session.runScript("create table later (n int8)")
    #expect(try await session.execute(insert, [.int64(1)]) == 1)
  }

  @Test("An error in an earlier step does not leave a later step's statement unprepared")
  func survivesEarlierError() async throws {
    let session = try await freshSession()
    let divide = Statement(name: "divide", sql: "select 1 / $1", parameterTypes: [.int4])
    let log = OutcomeLog(expecting: 2)
    try session.enqueue([Step(divide, [.int32(0)]), echoStep(1)]) { log.record(0, $0) }
    try session.enqueue([echoStep(2)]) { log.record(1, $0) }
    #expect(await log.all().map(\.1.kind) == ["refused", "committed"])
  }

  @Test("Two statements with one name are refused before anything is sent")
  func refusesHomonyms() async throws {
    let session = try await freshSession()
    try await session.execute(Statement(name: "same", sql: "select 1"))
    let outcome = await session.outcome(of: [Step(Statement(name: "same", sql: "select 2"))])
    guard case .notSent(let error) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(error.code == .invalidConfiguration)
  }
}
