import CairnDomain
import CairnMessages
import EventCoding
import EventLog
import Identifiers
import Libpq
@testable import Projections
import Synchronization
import Testing

/// Generations are built beside the live one and take its place, whatever goes on meanwhile.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RebuildTests {
  /// Runs `body` with a hub whose views are live.
  private func withHub(_ body: (WritingHub) async throws -> Void) async throws {
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

  private func live(_ name: String, of hub: WritingHub) async throws -> Generation {
    try #require(try await hub.generations.list().first { $0.name == name && $0.isLive })
  }

  @Test func aNewGenerationTakesOverWhileTheHubWritesOn() async throws {
    try await withHub { hub in
      let runners = [hub.startRunner("cases"), hub.startRunner("referrals")]
      let isEnough = Mutex(false)
      let writing = Task {
        var cases: [String] = []
        while !isEnough.withLock({ $0 }) {
          cases.append(try await hub.openCase())
          if let id = cases.randomElement() { try await hub.rate(id, rationale: "because") }
        }
      }
      for round in 2...4 {
        for name in ["cases", "referrals"] {
          guard case .live(let generation) = try await hub.rebuild(name).run(isServed: true) else {
            Issue.record("the same form does not wait for another server")
            continue
          }
          #expect(generation.number >= Int32(round))
          #expect(try await live(name, of: hub).number == generation.number)
        }
      }
      isEnough.withLock { $0 = true }
      try await writing.value
      let last = hub.sequencer.durableHead.position
      for runner in runners { #expect(await runner.runner.checkpoint.wait(for: last)) }
      for name in ["cases", "referrals"] {
        let verification = try await hub.rebuild(name).verify()
        #expect(verification.isGood, "\(verification.differences)")
        #expect(verification.position == last)
        #expect(verification.rowCount > 0)
      }
      for runner in runners { runner.task.cancel() }
    }
  }

  @Test func thePlannerKnowsAGenerationThatGoesLive() async throws {
    try await withHub { hub in
      let runner = hub.startRunner("cases")
      for _ in 0..<5 { _ = try await hub.openCase() }
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      _ = try await hub.rebuild("cases").run(isServed: true)
      let number = try await live("cases", of: hub).number
      let known = Libpq.Statement(
        name: "known_rows", sql: "select reltuples::int from pg_class where relname = $1", parameterTypes: [.text])
      let rows = try await hub.pool.query(known, [.text("case_document_g\(number)")]) {
        result throws(PostgresError) in try result.int32(0, 0)
      }
      #expect(rows == 5)
      runner.task.cancel()
    }
  }

  @Test func aGenerationGetsTheIndexesOfQueriesOnceItIsFilled() async throws {
    try await withHub { hub in
      for _ in 0..<5 { _ = try await hub.openCase() }
      for (name, table, first, more) in [
        ("cases", "case_document", ["joined_into_idx", "pkey"], ["alarm", "due", "match", "received", "reviews"]),
        ("cases", "information_request", ["generation_case_id_idx", "pkey"], ["inbox", "silent"]),
        ("cases", "sharing_decision", ["generation_case_id_idx", "pkey"], ["agency", "all"]),
        ("referrals", "referral_document", ["pkey"], ["alarm", "received"]),
      ] {
        let wanted = (first + more).sorted()
        let begun = try await hub.generations.begin(hub.projection(name), isScratch: false)
        #expect(try await indexes(of: table, begun, hub) == first)
        _ = try await hub.rebuild(name).run(isServed: true)
        let generation = try await live(name, of: hub)
        #expect(generation.number == begun.number)
        #expect(try await indexes(of: table, generation, hub) == wanted)
        // Handed over by a program that knew of none: they are made when a server starts.
        let bare = try await hub.generations.begin(hub.projection(name), isScratch: false)
        try await execute(
          """
          update cairn.projection set live = false where name = '\(name)' and live;
          update cairn.projection set live = true where name = '\(name)' and generation = \(bare.number)
          """, hub)
        try await hub.rebuild(name).ensureLive()
        #expect(try await live(name, of: hub).number == bare.number)
        #expect(try await indexes(of: table, bare, hub) == wanted)
      }
    }
  }

  /// What their names end with, in order.
  private func indexes(of table: String, _ generation: Generation, _ hub: WritingHub) async throws -> [String] {
    let statement = Libpq.Statement(
      name: "indexes", sql: "select indexname from pg_indexes where schemaname = 'cairn' and tablename = $1",
      parameterTypes: [.text])
    let partition = "\(table)_g\(generation.number)"
    let names = try await hub.pool.query(statement, [.text(partition)]) { result throws(PostgresError) in
      try (0..<result.rowCount).map { row throws(PostgresError) in try result.text(row, 0) }
    }
    return names.map { String($0.dropFirst(partition.count + 1)) }.sorted()
  }

  @Test func whoLooksForMatchesLooksAtTheLiveGenerationAlone() async throws {
    try await withHub { hub in
      let runner = hub.startRunner("cases")
      let number = Identifier(scheme: .nhsNumber, value: "9434765919")
      let referral = try await hub.refer(Child(dateOfBirth: "2019-01-01", identifiers: [number]))
      let opened = try #require(referral.caseIDs.first.flatMap(Identifier128.init))
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      let live = try await live("cases", of: hub)
      let filling = try await hub.generations.begin(hub.projection("cases"), isScratch: true)
      let before = (
        live: try await scans(of: "case_document", live, hub),
        filling: try await scans(of: "case_document", filling, hub)
      )
      let hidden = CaseQuery.HiddenMatches(cases: [], places: [])
      let key = try #require(MatchKey(number))
      _ = try await hub.query.find([key], except: hidden)
      _ = try await hub.query.matches(of: [opened], except: hidden)
      #expect(try await scans(of: "case_document", live, hub) > before.live)
      #expect(try await scans(of: "case_document", filling, hub) == before.filling)
      runner.task.cancel()
    }
  }

  @Test func neitherTheLiveViewNorAServerThatStartsWaitsForIndexes() async throws {
    try await withHub { hub in
      let runner = hub.startRunner("cases")
      let opened = try await hub.openCase()
      let filling = try await hub.generations.begin(hub.projection("cases"), isScratch: true)
      // As whoever makes its indexes holds it, and as whoever writes to the live one does.
      let indexing = try await holdTables(of: filling, "share", hub)
      // Often enough for PostgreSQL to have come upon a plan for every generation.
      for round in 0..<12 {
        try await hub.rate(opened, rationale: "\(round)", rag: round.isMultiple(of: 2) ? .red : .amber)
        #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      }
      try await indexing.execute("commit")
      let writing = try await holdTables(of: live("cases", of: hub), "row exclusive", hub)
      try await hub.rebuild("cases").ensureLive()
      try await writing.execute("commit")
      runner.task.cancel()
    }
  }

  private func holdTables(of generation: Generation, _ mode: String, _ hub: WritingHub) async throws -> BulkSession {
    let session = try await BulkSession.connect(hub.session)
    let tables = hub.projection(generation.name).tables.map { "cairn.\($0.name)_g\(generation.number)" }
    try await session.execute("begin; lock table \(tables.joined(separator: ", ")) in \(mode) mode")
    return session
  }

  /// How often a generation's rows were read in whole. What comes one after the other goes over the same session.
  private func scans(of table: String, _ generation: Generation, _ hub: WritingHub) async throws -> Int64 {
    let flush = Libpq.Statement(name: "flush_statistics", sql: "select pg_stat_force_next_flush()")
    try await hub.pool.query(flush, []) { _ in }
    let scans = Libpq.Statement(
      name: "scans", sql: "select seq_scan from pg_stat_user_tables where relname = $1", parameterTypes: [.text])
    return try await hub.pool.query(scans, [.text("\(table)_g\(generation.number)")]) {
      result throws(PostgresError) in try result.int64(0, 0)
    }
  }

  @Test func whatIsLiveAndWrongIsFound() async throws {
    try await withHub { hub in
      let runner = hub.startRunner("cases")
      var ids: [Identifier128] = []
      for _ in 0..<5 { ids.append(try #require(Identifier128(try await hub.openCase()))) }
      try await hub.rate(ids[2].description, rationale: "only the document tells")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      #expect(try await hub.rebuild("cases").verify().isGood)
      try await execute("update cairn.case_document set rag = 1 where case_id = '\(ids[0])'", hub)
      try await execute("delete from cairn.case_document where case_id = '\(ids[1])'", hub)
      try await execute("update cairn.case_document set sealed = null where case_id = '\(ids[2])'", hub)
      let verification = try await hub.rebuild("cases").verify()
      #expect(verification.differenceCount == 3)
      #expect(
        Set(verification.differences) == [
          .init(table: "case_document", id: ids[0].description, kind: .different),
          .init(table: "case_document", id: ids[1].description, kind: .onlyFolded),
          .init(table: "case_document", id: ids[2].description, kind: .different),
        ])
      // Nothing of the comparison is left, and a rebuild mends it.
      #expect(try await hub.generations.list().allSatisfy { !$0.isScratch })
      _ = try await hub.rebuild("cases").run(isServed: true)
      #expect(try await hub.rebuild("cases").verify().isGood)
      runner.task.cancel()
    }
  }

  @Test func anInterruptedRebuildGoesOnWhereItEnded() async throws {
    try await withHub { hub in
      for _ in 0..<30 { _ = try await hub.openCase() }
      let begun = try await hub.generations.begin(hub.projection("cases"), isScratch: false)
      let builder = hub.builder("cases")
      // A pass of which one part ended half-way, as a kill would leave it.
      let pass = try await builder.beginPass(begun, through: hub.sequencer.durableHead.position)
      try await execute(
        "update cairn.projection_part set position = 7 where generation = \(begun.number) and part = 1", hub)
      #expect(pass.parts.count == StreamPart.count)
      let resumed = try #require(try await builder.resumedPass(begun))
      #expect(resumed.parts.map(\.position) == [0, 7, 0, 0])
      guard case .live(let generation) = try await hub.rebuild("cases").run(isServed: true) else {
        Issue.record("it is not live")
        return
      }
      #expect(generation.number == begun.number)
      #expect(try await builder.resumedPass(generation) == nil)
    }
  }

  @Test func onlyOneBuildsAtATime() async throws {
    try await withHub { hub in
      let lock = try await hub.rebuild("cases").buildLock("cases")
      await #expect(throws: RebuildError.self) { try await hub.rebuild("cases").run(isServed: true) }
      lock?.beginClosing()
    }
  }

  @Test func anotherVersionWaitsForItsServer() async throws {
    try await withHub { hub in
      let runner = hub.startRunner("cases")
      let id = try #require(Identifier128(try await hub.openCase()))
      let newer: @Sendable () -> any Projection = { NewerForm(projection: hub.projection("cases")) }
      guard case .ready(let ready) = try await hub.rebuild("cases", making: newer).run(isServed: true) else {
        Issue.record("it took over from a server of another version")
        return
      }
      #expect(try await live("cases", of: hub).number == 1)
      try await hub.rate(id.description, rationale: "after it was ready")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      // The newer server starts.
      try await hub.rebuild("cases", making: newer).ensureLive()
      let live = try await live("cases", of: hub)
      #expect(live.number == ready.number && live.form == hub.projection("cases").form + 1)
      #expect(live.position == hub.sequencer.durableHead.position)
      #expect(try await hub.query.record(of: id, except: [])?.record.document.ragHistory.count == 1)
      // The older one folds no more.
      try await hub.rate(id.description, rationale: "by the older server")
      #expect(try await self.live("cases", of: hub).position == live.position)
      runner.task.cancel()
    }
  }

  @Test func oldGenerationsAreDroppedAndTheLiveOneIsNot() async throws {
    try await withHub { hub in
      let first = try await live("cases", of: hub)
      _ = try await hub.rebuild("cases").run(isServed: true)
      let second = try await live("cases", of: hub)
      #expect(try await hub.generations.drop(second) == false)
      #expect(try await hub.generations.drop(first) == true)
      #expect(try await hub.generations.list().filter { $0.name == "cases" }.map(\.number) == [second.number])
    }
  }

  private func execute(_ sql: String, _ hub: WritingHub) async throws {
    try await hub.pool.withSession { session throws(PostgresError) in try await session.runScript(sql) }
  }
}

/// The same rows under another form, as a later version of the program has them.
private struct NewerForm: Projection {
  let projection: any Projection

  var name: String { projection.name }
  var form: Int32 { projection.form + 1 }
  var types: Set<EventType> { projection.types }
  var tables: [ReadTable] { projection.tables }

  func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> [BulkStep] {
    try await projection.fold(events, generation: generation)
  }

  func forget() { projection.forget() }
}
