import CairnDomain
import CairnServer
import Cryptography
import EventCoding
import EventLog
import Identifiers
import Libpq
import Testing

/// What nobody can read any more is told and not counted.
@Suite(.timeLimit(.minutes(3))) struct UnreadQualityTests {
  @Test func erasedAndDamagedEventsAreTold() async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      for _ in 0..<5 { _ = try await hub.refer() }
      hub.stop()
      let head = try await store.head()
      let opened = try await store.events(afterPosition: 0, limit: 100).filter {
        $0.event.type == EventType.caseOpened.rawValue
      }
      #expect(opened.count == 5)
      try await hub.keyRing.erase([opened[1].event.parts[1].keyID, opened[3].event.parts[1].keyID])
      try await scratch.damage(opened[0].position)
      let quality = HubQuality(
        store: store, opener: EventOpener(logID: head.logID, random: RandomSource(), keyRing: hub.keyRing), head: head)
      var stages: [HubQuality.Stage] = []
      let report = try await quality.report(months: nil) { stage, position in
        stages.append(stage)
        #expect(position <= head.position)
      }
      let total = report.total
      #expect(total.referrals == 5 && total.children == 2)
      #expect(total.erasedEvents == 2 && total.unreadableEvents == 1)
      #expect(report.position == head.position && stages.last == .counting)
    }
  }
}
