import Libpq
import Testing

/// libpq skips a message that it does not expect where it stands, and takes one that opens an answer for the end of the
/// answer before it: neither may pass for an answer with fewer rows.
@Suite("A row whose header was damaged on its way", .timeLimit(.minutes(1)))
struct DamagedAnswerTests {
  /// `D` becomes `d`, a row of a COPY, and `T`, the description of rows.
  private static let bits = [5, 4]
  private static let rows = Statement(name: "rows", sql: "select 7::int8 as first_column union all select 8")

  private static func damage(_ bit: Int) -> Fault {
    Fault(
      kind: .bitFlip, direction: .toClient, afterBytes: 0,
      place: .message(type: UInt8(ascii: "D"), after: "first_column"), bit: bit)
  }

  @Test("is missed by a session in pipeline mode", arguments: bits)
  func inPipelineMode(bit: Int) async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let proxy = try ChaosProxy(before: database)
    let session = try await session(on: database.through(proxy))
    #expect(try await session.query(Self.rows) { $0.rowCount } == 2)
    proxy.plan.add([Self.damage(bit)])
    await #expect(throws: PostgresError.self) { try await session.query(Self.rows) { $0.rowCount } }
    #expect(proxy.plan.total == 1)
  }

  @Test("is missed by a session for work in bulk", arguments: bits)
  func inBulk(bit: Int) async throws {
    let database = try await ScratchCluster.shared().makeDatabase()
    let proxy = try ChaosProxy(before: database)
    let session = try await BulkSession.connect(
      SessionConfiguration(connection: database.through(proxy), applicationName: "tests"))
    #expect(try await session.query(Self.rows.sql) { row throws(PostgresError) in try row.int64(0) } == [7, 8])
    proxy.plan.add([Self.damage(bit)])
    await #expect(throws: PostgresError.self) {
      try await session.query(Self.rows.sql) { row throws(PostgresError) in try row.int64(0) }
    }
    #expect(proxy.plan.total == 1)
  }
}
