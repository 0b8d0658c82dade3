import EventLog
import Libpq
@testable import Projections
import Testing

extension WritingHub {
  /// Runs `body` with a hub whose views of cases and referrals are live.
  static func withViews(_ body: (WritingHub) async throws -> Void) async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      for name in ["cases", "referrals"] { try await hub.rebuild(name).ensureLive() }
      try await body(hub)
      hub.stop()
    }
  }

  func live(_ name: String) async throws -> Generation {
    try #require(try await generations.list().first { $0.name == name && $0.isLive })
  }

  func execute(_ sql: String) async throws {
    try await pool.withSession { session throws(PostgresError) in try await session.runScript(sql) }
  }
}
