import Foundation
import Libpq
import Testing

@Suite("What must not be told", .timeLimit(.minutes(1)))
struct SilenceTests {
  @Test("Neither an error nor PostgreSQL's log holds a value that went in")
  func keepsValues() async throws {
    let cluster = try await ScratchCluster.shared()
    let canary = "canary-\(UUID().uuidString)"
    let session = try await session(on: try await cluster.makeDatabase())
    try await session.runScript("create table t (name text primary key, n int4 check (n > 0))")
    let insert = Statement(name: "insert", sql: "insert into t values ($1, $2)", parameterTypes: [.text, .int4])
    let cast = Statement(name: "cast", sql: "select $1::int4", parameterTypes: [.text])
    try await session.execute(insert, [.text(canary), .int32(1)])
    let failing: [Step] = [
      Step(insert, [.text(canary), .int32(1)]), Step(insert, [.text(canary + "2"), .int32(-1)]),
      Step(cast, [.text(canary)]),
    ]
    for step in failing {
      let error = await #expect(throws: PostgresError.self) { try await session.transact([step]) }
      #expect(error?.code == .refused)
      #expect(error.map { "\($0)".contains(canary) } == false)
      #expect(error.map { String(reflecting: $0).contains(canary) } == false)
    }
    await #expect(throws: PostgresError.self) { try await session.runScript("select '\(canary)'::int4") }
    let folder = cluster.directory.appending(path: "postgres/data/log")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files {
      #expect(try !String(contentsOf: file, encoding: .utf8).contains("canary-"), "\(file.path)")
    }
  }

  @Test("DETAIL is given for the classes that are ours, and then to programs only")
  func tellsOwnDetail() async throws {
    let raise = Statement(
      name: "raise",
      sql: "do $$ begin raise exception using errcode = 'CR001', message = 'known', detail = 'the ids'; end $$")
    let session = try await freshSession { $0.ownErrorClasses = ["CR"] }
    let error = await #expect(throws: PostgresError.self) { try await session.execute(raise) }
    #expect(error?.server?.detail == "the ids")
    #expect(error?.description.contains("the ids") == false)
    let other = try await freshSession()
    let silent = await #expect(throws: PostgresError.self) { try await other.execute(raise) }
    #expect(silent?.sqlState == SQLState(rawValue: "CR001"))
    #expect(silent?.server?.detail == nil)
  }

  @Test("Settings hold for the whole session, odd characters included")
  func takesSettings() async throws {
    let session = try await freshSession {
      $0.settings = [("role", "pg_monitor"), ("search_path", "\"a b\", \"c\\d\"")]
    }
    let settings = Statement(name: "settings", sql: "select current_user::text, current_setting('search_path')")
    let texts = try await session.query(settings) { result throws(PostgresError) in
      try [result.text(0, 0), result.text(0, 1)]
    }
    #expect(texts == ["pg_monitor", "\"a b\", \"c\\d\""])
  }
}
