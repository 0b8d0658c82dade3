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
  @Test func aNewGenerationTakesOverWhileTheHubWritesOn() async throws {
    try await WritingHub.withViews { hub in
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
          #expect(try await hub.live(name).number == generation.number)
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
    try await WritingHub.withViews { hub in
      let runner = hub.startRunner("cases")
      for _ in 0..<5 { _ = try await hub.openCase() }
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      _ = try await hub.rebuild("cases").run(isServed: true)
      let number = try await hub.live("cases").number
      let known = Libpq.Statement(
        name: "known_rows", sql: "select reltuples::int from pg_class where relname = $1", parameterTypes: [.text])
      let rows = try await hub.pool.query(known, [.text("case_document_g\(number)")]) {
        result throws(PostgresError) in try result.int32(0, 0)
      }
      #expect(rows == 5)
      runner.task.cancel()
    }
  }

  @Test func whatIsLiveAndWrongIsFound() async throws {
    try await WritingHub.withViews { hub in
      let runner = hub.startRunner("cases")
      var ids: [Identifier128] = []
      for _ in 0..<5 { ids.append(try #require(Identifier128(try await hub.openCase()))) }
      try await hub.rate(ids[2].description, rationale: "only the document tells")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      #expect(try await hub.rebuild("cases").verify().isGood)
      try await hub.execute("update cairn.case_document set rag = 1 where case_id = '\(ids[0])'")
      try await hub.execute("delete from cairn.case_document where case_id = '\(ids[1])'")
      try await hub.execute("update cairn.case_document set sealed = null where case_id = '\(ids[2])'")
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
    try await WritingHub.withViews { hub in
      for _ in 0..<30 { _ = try await hub.openCase() }
      let begun = try await hub.generations.begin(hub.projection("cases"), isScratch: false)
      let builder = hub.builder("cases")
      // A pass of which one part ended half-way, as a kill would leave it.
      let pass = try await builder.beginPass(begun, through: hub.sequencer.durableHead.position)
      try await hub.execute(
        "update cairn.projection_part set position = 7 where generation = \(begun.number) and part = 1")
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
    try await WritingHub.withViews { hub in
      let lock = try await hub.rebuild("cases").buildLock("cases")
      await #expect(throws: RebuildError.self) { try await hub.rebuild("cases").run(isServed: true) }
      lock?.beginClosing()
    }
  }

  @Test func anotherVersionWaitsForItsServer() async throws {
    try await WritingHub.withViews { hub in
      let runner = hub.startRunner("cases")
      let id = try #require(Identifier128(try await hub.openCase()))
      let newer: @Sendable () -> any Projection = { NewerForm(projection: hub.projection("cases")) }
      guard case .ready(let ready) = try await hub.rebuild("cases", making: newer).run(isServed: true) else {
        Issue.record("it took over from a server of another version")
        return
      }
      #expect(try await hub.live("cases").number == 1)
      try await hub.rate(id.description, rationale: "after it was ready")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      // The newer server starts.
      try await hub.rebuild("cases", making: newer).ensureLive()
      let live = try await hub.live("cases")
      #expect(live.number == ready.number && live.form == hub.projection("cases").form + 1)
      #expect(live.position == hub.sequencer.durableHead.position)
      #expect(try await hub.query.record(of: id, except: [])?.record.document.ragHistory.count == 1)
      // The older one folds no more.
      try await hub.rate(id.description, rationale: "by the older server")
      #expect(try await hub.live("cases").position == live.position)
      runner.task.cancel()
    }
  }

  @Test func oldGenerationsAreDroppedAndTheLiveOneIsNot() async throws {
    try await WritingHub.withViews { hub in
      let first = try await hub.live("cases")
      _ = try await hub.rebuild("cases").run(isServed: true)
      let second = try await hub.live("cases")
      #expect(try await hub.generations.drop(second) == false)
      #expect(try await hub.generations.drop(first) == true)
      #expect(try await hub.generations.list().filter { $0.name == "cases" }.map(\.number) == [second.number])
    }
  }

  @Test func nobodyWaitsBehindWhoDropsAGenerationThatIsRead() async throws {
    try await WritingHub.withViews { hub in
      let old = try await hub.live("cases")
      let opened = try #require(Identifier128(try await hub.openCase()))
      _ = try await hub.rebuild("cases").run(isServed: true)
      // As a backup does.
      let reader = try await BulkSession.connect(hub.session)
      try await reader.execute("begin; lock table cairn.case_document in access share mode")
      let dropping = Task { try await hub.generations.drop(old) }
      let waiting = "select count(*) from pg_locks where not granted and mode = 'AccessExclusiveLock'"
      while try await reader.query(waiting, decode: { row throws(PostgresError) in try row.int64(0) }) == [0] {}
      #expect(try await hub.query.documents(of: [opened]).documents.count == 1)
      try await reader.execute("commit")
      #expect(try await dropping.value)
    }
  }

}

/// The same rows under another form, as a later version of the program has them.
private struct NewerForm: Projection {
  let projection: any Projection

  var name: String { projection.name }
  var form: Int32 { projection.form + 1 }
  var types: Set<EventType> { projection.types }
  var tables: [ReadTable] { projection.tables }

  func fold(_ events: [OpenedEvent], generation: Int32) async throws(ProjectionError) -> Folded {
    try await projection.fold(events, generation: generation)
  }

  func forget() { projection.forget() }
}
