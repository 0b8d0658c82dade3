import CairnDomain
import CairnMessages
import EventLog
import Identifiers
import Libpq
import Testing

@testable import Projections

/// Where the document of a case stands, and with what it ends.
@Suite(.serialized) struct CaseDocumentTests {
  private struct Row: Sendable {
    let keyID: Identifier128
    let holdsDocument: Bool
  }

  private static let row = Libpq.Statement(
    name: "read_row", sql: "select key_id, sealed is not null from cairn.case_document where case_id = $1",
    parameterTypes: [.uuid])

  private func row(of id: Identifier128, _ hub: WritingHub) async throws -> Row {
    let rows = try await hub.pool.query(Self.row, [.uuid(high: id.high, low: id.low)], idempotent: true) {
      result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        Row(keyID: Identifier128(try row.uuid(0)), holdsDocument: try row.bool(1))
      }
    }
    return try #require(rows.first)
  }

  private func withHub(_ body: (WritingHub, [ProjectionRunner]) async throws -> Void) async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      for name in ["cases", "referrals"] { try await hub.rebuild(name).ensureLive() }
      let runners = ["cases", "referrals"].map { hub.startRunner($0) }
      try await body(hub, runners.map(\.runner))
      for runner in runners { runner.task.cancel() }
      hub.stop()
    }
  }

  private func shown(
    _ id: Identifier128, _ hub: WritingHub, _ runners: [ProjectionRunner]
  ) async throws -> (record: CaseRecord, incompleteSince: Int64?)? {
    for runner in runners { #expect(await runner.checkpoint.wait(for: hub.sequencer.durableHead.position)) }
    return try await hub.query.record(of: id, except: [])
  }

  @Test func untilItIsChangedItStandsInTheLogAlone() async throws {
    try await withHub { hub, runners in
      let id = try #require(Identifier128(try await hub.openCase()))
      let opened = try #require(try await shown(id, hub, runners))
      #expect(try await !row(of: id, hub).holdsDocument)
      #expect(opened.record.document.child?.dateOfBirth == "2019-01-01" && opened.record.document.streamVersion == 1)
      #expect(opened.record.referral?.caseIDs == [id.description])
      try await hub.rate(id.description, rationale: "why")
      let rated = try #require(try await shown(id, hub, runners))
      #expect(try await row(of: id, hub).holdsDocument)
      #expect(rated.record.document.child == opened.record.document.child && rated.record.document.streamVersion == 2)
      #expect(rated.record.document.ragHistory.map(\.rationale) == ["why"])
    }
  }

  @Test(arguments: [false, true])
  func withItsKeyItEndsForWhoeverAsks(isRated: Bool) async throws {
    try await withHub { hub, runners in
      let id = try #require(Identifier128(try await hub.openCase()))
      if isRated { try await hub.rate(id.description, rationale: "why") }
      #expect(try await shown(id, hub, runners) != nil)
      try await hub.keyRing.erase([try await row(of: id, hub).keyID])
      #expect(try await hub.query.record(of: id, except: []) == nil)
    }
  }
}
