import Libpq
import Testing

@Suite("Transactions in bulk", .timeLimit(.minutes(2)))
struct BulkTransactionTests {
  private struct Row: Hashable, Sendable {
    let number: Int64
    let name: String
    let content: [UInt8]

    init(_ number: Int64, name: String = "a name", content: [UInt8] = [1]) {
      self.number = number
      self.name = name
      self.content = content
    }
  }

  private static let tables = """
    create table t (n int8 primary key, name text not null, content bytea not null);
    create table later (n int8 unique deferrable initially deferred, name text not null, content bytea not null)
    """

  private static let insert = Statement(
    name: "insert", sql: "insert into t values ($1, $2, $3)", parameterTypes: [.int8, .text, .bytea])

  private static func insertStep(_ row: Row) -> BulkStep {
    .run(Step(insert, [.int64(row.number), .text(row.name), .bytes(row.content)]))
  }

  private static func copyStep(_ rows: [Row], into table: String = "t") -> BulkStep {
    var copied = CopyRows()
    for row in rows {
      copied.beginRow(fields: 3)
      copied.append(integer: row.number)
      copied.append(text: row.name)
      copied.append(bytes: row.content)
    }
    return .copy(sql: "copy \(table) from stdin (format binary)", copied)
  }

  /// A database with tables, and a session that sees what is committed there.
  private static func makeTables() async throws -> (database: ConnectionString, reader: Session) {
    let database = try await ScratchCluster.shared().makeDatabase()
    let reader = try await session(on: database)
    try await reader.runScript(tables)
    return (database, reader)
  }

  private static func bulkSession(
    on database: ConnectionString, answerTimeoutMilliseconds: Int? = nil
  ) async throws -> BulkSession {
    try await BulkSession.connect(
      SessionConfiguration(connection: database, applicationName: "tests"),
      answerTimeoutMilliseconds: answerTimeoutMilliseconds)
  }

  private static func stored(_ reader: Session) async throws -> [Row] {
    let all = Statement(name: "all", sql: "select n, name, content from t order by n")
    return try await reader.query(all) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        Row(try row.int64(0), name: try row.text(1), content: try row.bytes(2))
      }
    }
  }

  @Test("What is copied and what is run is committed together, each step after the one before it")
  func commitsTogether() async throws {
    let (database, reader) = try await Self.makeTables()
    let bulk = try await Self.bulkSession(on: database, answerTimeoutMilliseconds: 60_000)
    let rename = Statement(
      name: "rename", sql: "update t set name = $2 where n <= $1", parameterTypes: [.int8, .text])
    try await bulk.transact([
      Self.copyStep([Row(1), Row(3)]), Self.insertStep(Row(2)), .run(Step(rename, [.int64(3), .text("renamed")])),
      Self.copyStep([Row(4)]), Self.insertStep(Row(5)),
    ])
    let expected = [
      Row(1, name: "renamed"), Row(2, name: "renamed"), Row(3, name: "renamed"), Row(4), Row(5),
    ]
    #expect(try await Self.stored(reader) == expected)
    try await bulk.transact([Self.copyStep([Row(6)])])
    try await bulk.transact([Self.copyStep([])])
    #expect(try await Self.stored(reader) == expected + [Row(6)])
  }

  @Test("When any step is refused nothing of the transaction is stored, and the session goes on")
  func refusesTogether() async throws {
    let (database, reader) = try await Self.makeTables()
    let bulk = try await Self.bulkSession(on: database)
    let absent = Statement(name: "absent", sql: "insert into absent values (1)")
    let refused: [(steps: [BulkStep], state: SQLState)] = [
      ([Self.insertStep(Row(1)), Self.copyStep([Row(2)]), Self.copyStep([Row(3), Row(2)])], .uniqueViolation),
      ([Self.copyStep([Row(1), Row(2)]), Self.insertStep(Row(2)), Self.copyStep([Row(3)])], .uniqueViolation),
      ([Self.copyStep([Row(1)]), Self.copyStep([Row(2)], into: "absent")], .undefinedTable),
      ([Self.copyStep([Row(1)]), .run(Step(absent))], .undefinedTable),
      // Nothing is wrong before the commit.
      ([Self.copyStep([Row(1)]), Self.copyStep([Row(1), Row(1)], into: "later")], .uniqueViolation),
    ]
    for (steps, state) in refused {
      let error = await #expect(throws: PostgresError.self) { try await bulk.transact(steps) }
      #expect(error?.code == .refused)
      #expect(error?.sqlState == state)
      #expect(error?.mayHaveCommitted == false)
      #expect(try await Self.stored(reader) == [])
    }
    try await bulk.transact([Self.insertStep(Row(1)), Self.copyStep([Row(2), Row(3)])])
    #expect(try await Self.stored(reader) == [Row(1), Row(2), Row(3)])
  }

  @Test("Empty text and empty bytes go in and come out, and are not NULL")
  func emptiness() async throws {
    let (database, reader) = try await Self.makeTables()
    let bulk = try await Self.bulkSession(on: database)
    let rows = [Row(1, name: "", content: []), Row(2, name: "", content: []), Row(3, name: "Zoë", content: [0, 255])]
    try await bulk.transact([Self.copyStep([rows[0]]), Self.insertStep(rows[1]), Self.copyStep([rows[2]])])
    #expect(try await Self.stored(reader) == rows)
    try await bulk.beginCopyOut("copy (select n, name, content from t order by n) to stdout (format binary)")
    let copied = try await bulk.nextRows(10) { row throws(PostgresError) in
      Row(try row.int64(0), name: try row.text(1), content: try row.bytes(2))
    }
    #expect(copied == rows)
  }

  /// 2,000 rows of 10,000 bytes and one that is larger than what is sent at a time; each holds its number's last byte.
  private static func largeRows() -> [Row] {
    (1...2_001).map { number in
      let count = number == 2_001 ? 3 << 20 : 10_000
      return Row(Int64(number), content: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: count))
    }
  }

  @Test("A large copy arrives whole")
  func arrivesWhole() async throws {
    let (database, reader) = try await Self.makeTables()
    let bulk = try await Self.bulkSession(on: database, answerTimeoutMilliseconds: 60_000)
    try await bulk.transact([Self.copyStep(Self.largeRows()), Self.insertStep(Row(2_002))])
    let sums = Statement(
      name: "sums",
      sql: """
        select count(*), sum(octet_length(content))::int8
          from t
         where content = decode(repeat(lpad(to_hex(n & 255), 2, '0'), octet_length(content)), 'hex')
        """)
    let (count, bytes) = try await reader.query(sums) { result throws(PostgresError) in
      (try result.int64(0, 0), try result.int64(0, 1))
    }
    #expect(count == 2_001)
    #expect(bytes == 2_000 * 10_000 + (3 << 20))
  }

  @Test("A large copy that is refused near its beginning is refused, and the session goes on")
  func refusesEarly() async throws {
    let (database, reader) = try await Self.makeTables()
    let bulk = try await Self.bulkSession(on: database, answerTimeoutMilliseconds: 60_000)
    let steps = [Self.copyStep([Row(1), Row(1)] + Self.largeRows())]
    let error = await #expect(throws: PostgresError.self) { try await bulk.transact(steps) }
    #expect(error?.code == .refused)
    #expect(error?.sqlState == .uniqueViolation)
    try await bulk.transact([Self.copyStep([Row(1)])])
    #expect(try await Self.stored(reader) == [Row(1)])
  }

  @Test("A server that is silent for longer than it may be is given up as lost")
  func givesUpSilence() async throws {
    let (database, reader) = try await Self.makeTables()
    // Whoever writes a row here waits until the lock is free, and reads nothing meanwhile.
    try await reader.runScript(
      """
      create table waiting (like t);
      create function wait() returns trigger language plpgsql as
        $$ begin perform pg_advisory_lock(1); return new; end $$;
      create trigger waits before insert on waiting for each row execute function wait()
      """)
    try await reader.lock(1)
    let silent: [[BulkStep]] = [
      [Self.insertStep(Row(1)), .run(lockStep(1))],
      [Self.insertStep(Row(2)), Self.copyStep([Row(2)], into: "waiting")],
      [Self.insertStep(Row(3)), Self.copyStep(Self.largeRows(), into: "waiting")],
    ]
    for steps in silent {
      let bulk = try await Self.bulkSession(on: database, answerTimeoutMilliseconds: 200)
      let error = await #expect(throws: PostgresError.self) { try await bulk.transact(steps) }
      #expect(error?.code == .connectionLost)
      #expect(error?.mayHaveCommitted == true)
      // What was on its way may still be answered: nothing else is asked over this connection.
      let again = await #expect(throws: PostgresError.self) { try await bulk.transact([Self.insertStep(Row(9))]) }
      #expect(again?.code == .connectionLost)
    }
    #expect(try await Self.stored(reader) == [])
    try await reader.unlock(1)
  }
}
