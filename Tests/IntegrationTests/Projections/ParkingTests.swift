import CairnDomain
import CairnMessages
import EventLog
import Identifiers
import Libpq
@testable import Projections
import Testing

/// An event that cannot be read parks its own stream and stops nothing else; the stream comes back by a decision on record.
@Suite(.timeLimit(.minutes(3))) struct ParkingTests {
  @Test func aPoisonEventParksItsStreamUntilItIsTakenIn() async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      for name in ["cases", "referrals"] { try await hub.rebuild(name).ensureLive() }
      let damaged = try await hub.openCase()
      let other = try await hub.openCase()
      try await hub.rate(damaged, rationale: "before")
      try await hub.rate(damaged, rationale: "damaged on disk")
      let position = hub.sequencer.durableHead.position
      try await hub.rate(damaged, rationale: "after")
      try await hub.rate(other, rationale: "elsewhere")
      try await scratch.damage(position)
      _ = try await hub.rebuild("cases").run(isServed: false)

      let id = try #require(Identifier128(damaged))
      let otherID = try #require(Identifier128(other))
      var documents = try #require(try await hub.query.record(of: id, except: []))
      #expect(documents.record.document.ragHistory.map(\.rationale) == ["before"])
      #expect(documents.incompleteSince != nil)
      #expect(try await hub.query.record(of: otherID, except: [])?.record.document.ragHistory.count == 1)
      #expect(try await hub.query.record(of: otherID, except: [])?.incompleteSince == nil)
      let parked = try await ParkingLot.list(pool)
      let stream = try #require(parked.first)
      #expect(parked.count == 1)
      #expect(stream.projection == "cases" && stream.streamID == id && stream.position == position)
      #expect(!stream.reason.isEmpty)
      // Another rebuild comes to the same, and a release without a cure to nothing.
      #expect(try await hub.rebuild("cases").verify().isGood)
      #expect(try await hub.parkingLot("cases").takeIn(stream, leavingOut: nil)?.position == position)

      let runner = hub.startRunner("cases")
      try await hub.rate(damaged, rationale: "while it is parked")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      #expect(try await hub.query.record(of: id, except: [])?.record.document.ragHistory.count == 1)
      // A rebuild that was interrupted when it had parked the stream, too.
      let begun = try await hub.generations.begin(hub.projection("cases"), isScratch: false)
      let filled = try await hub.builder("cases").catchUp(begun)
      #expect(try await hub.generations.list().first { $0.number == filled.number }?.parkedStreamCount == 1)
      let decision = ParkingLot.Decision(reason: "the disk was replaced", decidedBy: "hub/operator")
      #expect(try await hub.parkingLot("cases").takeIn(stream, leavingOut: decision) == nil)
      documents = try #require(try await hub.query.record(of: id, except: []))
      #expect(documents.record.document.ragHistory.map(\.rationale) == ["before", "after", "while it is parked"])
      #expect(documents.incompleteSince == nil)
      #expect(try await ParkingLot.list(pool).isEmpty)
      // Who folds looks again, and so does every rebuild.
      try await hub.rate(damaged, rationale: "later")
      #expect(await runner.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      #expect(try await hub.query.record(of: id, except: [])?.record.document.ragHistory.count == 4)
      #expect(try await hub.rebuild("cases").verify().isGood)
      _ = try await hub.rebuild("cases").run(isServed: true)
      #expect(try await ParkingLot.list(pool).isEmpty)
      #expect(try await hub.query.record(of: id, except: [])?.record.document.ragHistory.count == 4)
      await #expect(throws: PostgresError.self) {
        try await pool.withSession { session throws(PostgresError) in
          try await session.runScript("delete from cairn.skipped_event")
        }
      }
      runner.task.cancel()
      hub.stop()
    }
  }

  @Test func aSpoiltRowCostsItsOwnCaseAndHoldsUpNoOther() async throws {
    try await WritingHub.withViews { hub in
      let (spoilt, other) = (try await hub.openCase(), try await hub.openCase())
      let before = hub.startRunner("cases")
      for caseID in [spoilt, other] { try await hub.rate(caseID, rationale: "before") }
      #expect(await before.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      before.task.cancel()
      await before.task.value
      try await hub.execute(
        """
        update cairn.case_document set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
         where case_id = '\(spoilt)' and sealed is not null
        """)

      let after = hub.startRunner("cases")
      for caseID in [spoilt, other] { try await hub.rate(caseID, rationale: "after") }
      #expect(await after.runner.checkpoint.wait(for: hub.sequencer.durableHead.position))
      let (spoiltID, otherID) = (try #require(Identifier128(spoilt)), try #require(Identifier128(other)))
      let parked = try await ParkingLot.list(hub.pool)
      #expect(parked.map(\.streamID) == [spoiltID] && parked.first?.reason.contains("not authentic") == true)
      let found = try await hub.query.documents(of: [spoiltID, otherID])
      #expect(Set(found.documents.keys) == [otherID] && Set(found.unreadable.keys) == [spoiltID])
      #expect(found.documents[otherID]?.ragHistory.map(\.rationale) == ["before", "after"])
      #expect(try await hub.query.isIncomplete(lacking: [:]))
      #expect(try await hub.query.referrers(of: [spoiltID]) == [spoiltID: "hub"])
      // The event is good: to leave it out for ever would lose it, and mend nothing.
      let decision = ParkingLot.Decision(reason: "the disk was replaced", decidedBy: "hub/operator")
      let stream = try #require(parked.first)
      let refused = await #expect(throws: RebuildError.self) {
        try await hub.parkingLot("cases").takeIn(stream, leavingOut: decision)
      }
      guard case .rowUnreadable(projection: "cases")? = refused else {
        Issue.record("refused for another reason")
        return
      }
      await #expect(throws: ProjectionError.self) { try await hub.query.record(of: spoiltID, except: []) }
      #expect(try await hub.rebuild("cases").verify().isGood == false)
      after.task.cancel()

      // What a row loses, the log has.
      _ = try await hub.rebuild("cases").run(isServed: false)
      let mended = try await hub.query.record(of: spoiltID, except: [])
      #expect(mended?.record.document.ragHistory.map(\.rationale) == ["before", "after"])
      #expect(try await hub.query.isIncomplete(lacking: [:]) == false)
    }
  }
}
