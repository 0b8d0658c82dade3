import CairnDomain
import CairnMessages
import EventLog
import Identifiers
import Libpq
@testable import Projections
import Testing

/// Generations are indexed once they are filled, and nobody waits for it or searches one that is not.
@Suite(.serialized, .timeLimit(.minutes(3))) struct GenerationIndexTests {
  @Test func aGenerationGetsTheIndexesOfQueriesOnceItIsFilled() async throws {
    try await WritingHub.withViews { hub in
      for _ in 0..<5 { _ = try await hub.openCase() }
      for (name, table, first, more) in [
        (
          "cases", "case_document", ["joined_into_idx", "pkey"],
          ["alarm", "due", "match_1", "match_2", "match_3", "match_more", "received", "reviews"]
        ),
        ("cases", "information_request", ["generation_case_id_idx", "pkey"], ["inbox", "silent"]),
        ("cases", "sharing_decision", ["generation_case_id_idx", "pkey"], ["agency", "all"]),
        ("referrals", "referral_document", ["pkey"], ["alarm", "received"]),
      ] {
        let wanted = (first + more).sorted()
        let begun = try await hub.generations.begin(hub.projection(name), isScratch: false)
        #expect(try await indexes(of: table, begun, hub) == first)
        _ = try await hub.rebuild(name).run(isServed: true)
        let generation = try await hub.live(name)
        #expect(generation.number == begun.number)
        #expect(try await indexes(of: table, generation, hub) == wanted)
        // Handed over by a program that knew of none: they are made when a server starts.
        let bare = try await hub.generations.begin(hub.projection(name), isScratch: false)
        try await hub.execute(
          """
          update cairn.projection set live = false where name = '\(name)' and live;
          update cairn.projection set live = true where name = '\(name)' and generation = \(bare.number)
          """)
        try await hub.rebuild(name).ensureLive()
        #expect(try await hub.live(name).number == bare.number)
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

  @Test func nobodyVacuumsAGenerationWhileItIsFilled() async throws {
    try await WritingHub.withViews { hub in
      let begun = try await hub.generations.begin(hub.projection("cases"), isScratch: false)
      #expect(try await unvacuumed(begun, hub) == ["case_document", "information_request", "sharing_decision"])
      _ = try await hub.rebuild("cases").run(isServed: false)
      #expect(try await hub.live("cases").number == begun.number)
      #expect(try await unvacuumed(begun, hub) == [])
    }
  }

  /// A generation's tables that PostgreSQL does not vacuum by itself.
  private func unvacuumed(_ generation: Generation, _ hub: WritingHub) async throws -> [String] {
    let statement = Libpq.Statement(
      name: "unvacuumed",
      sql: """
        select relname::text from pg_class
         where relnamespace = 'cairn'::regnamespace and reloptions @> '{autovacuum_enabled=false}'
        """)
    let names = try await hub.pool.query(statement, []) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in try row.text(0) }
    }
    let suffix = "_g\(generation.number)"
    return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  @Test func whoLooksForMatchesLooksAtTheLiveGenerationAlone() async throws {
    try await WritingHub.withViews { hub in
      let runner = hub.startRunner("cases")
      let number = Identifier(scheme: .nhsNumber, value: "9434765919")
      let referral = try await hub.refer(Child(dateOfBirth: "2019-01-01", identifiers: [number]))
      let opened = try #require(referral.caseIDs.first.flatMap(Identifier128.init))
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      let live = try await hub.live("cases")
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
    try await WritingHub.withViews { hub in
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
      let writing = try await holdTables(of: hub.live("cases"), "row exclusive", hub)
      try await hub.rebuild("cases").ensureLive()
      try await writing.execute("commit")
      runner.task.cancel()
    }
  }

  @Test func twoWhoIndexAGenerationAtOnceMakeEachIndexOnce() async throws {
    try await WritingHub.withViews { hub in
      let filled = try await hub.generations.begin(hub.projection("cases"), isScratch: false)
      // As whoever writes to it holds it, until both are there: each over two sessions.
      let writing = try await holdTables(of: filled, "row exclusive", hub)
      async let first: Void = hub.builder("cases").index(filled)
      async let second: Void = hub.builder("cases").index(filled)
      while try await waiting(hub) < 4 { try await Task.sleep(for: .milliseconds(10)) }
      try await writing.execute("commit")
      try await first
      try await second
      #expect(
        try await indexes(of: "case_document", filled, hub)
          == [
            "alarm", "due", "joined_into_idx", "match_1", "match_2", "match_3", "match_more", "pkey", "received",
            "reviews",
          ])
    }
  }

  /// How many sessions wait for a lock. Of other roles' sessions PostgreSQL shows nothing more.
  private func waiting(_ hub: WritingHub) async throws -> Int64 {
    let statement = Libpq.Statement(
      name: "waiting",
      sql: """
        select count(*) from pg_locks
         where not granted and database = (select oid from pg_database where datname = current_database())
        """)
    return try await hub.pool.query(statement, []) { result throws(PostgresError) in try result.int64(0, 0) }
  }

  private func holdTables(of generation: Generation, _ mode: String, _ hub: WritingHub) async throws -> BulkSession {
    let session = try await BulkSession.connect(hub.session)
    let tables = hub.projection(generation.name).tables.map { "cairn.\($0.name)_g\(generation.number)" }
    // No longer than the tests may take: one that fails meanwhile would else wait for whoever waits for this.
    try await session.execute(
      """
      begin; set local idle_in_transaction_session_timeout = '3min';
      lock table \(tables.joined(separator: ", ")) in \(mode) mode
      """)
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
}
