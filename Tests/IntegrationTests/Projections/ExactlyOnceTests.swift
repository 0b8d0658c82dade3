import CairnDomain
import CairnMessages
import EventLog
import Identifiers
import Libpq
import Projections
import Testing

/// Every event counts once in a view, whatever stops and starts, and however many fold at the same time.
@Suite struct ExactlyOnceTests {
  @Test func runnersThatComeAndGoAndContendCountEveryRatingOnce() async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      let caseID = try await hub.openCase()
      try await hub.rebuild("cases").ensureLive()
      try await hub.rebuild("referrals").ensureLive()
      var runners = [hub.startRunner(), hub.startRunner()]
      for number in 1...24 {
        try await hub.rate(caseID, rationale: "\(number)")
        // One goes without a word, another comes.
        runners.removeFirst().task.cancel()
        runners.append(hub.startRunner())
      }
      let last = hub.sequencer.durableHead.position
      for runner in runners { #expect(await runner.runner.checkpoint.wait(for: last)) }
      let id = try #require(Identifier128(caseID))
      let documents = try #require(try await hub.query.record(of: id, except: []))
      #expect(documents.record.document.ragHistory.map(\.rationale) == (1...24).map(String.init))
      #expect(documents.record.document.streamVersion == 25)
      #expect(documents.incompleteSince == nil)
      for runner in runners { runner.task.cancel() }
      hub.stop()
    }
  }
}
