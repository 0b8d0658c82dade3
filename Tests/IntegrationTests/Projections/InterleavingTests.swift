import CairnMessages
import EventLog
import EventLogTestSupport
import Identifiers
import Libpq
import Testing

@testable import Projections

/// A row is owned by one stream: in whatever order streams are mixed, the same rows come out.
@Suite(.timeLimit(.minutes(3))) struct InterleavingTests {
  @Test(arguments: ["agencies", "agreements", "referrals", "cases"])
  func shuffledStreamsGiveEqualRows(name: String) async throws {
    let scratch = try await ScratchHub.make()
    let pool = scratch.pool()
    let pooling = Task { await pool.run() }
    defer { pooling.cancel() }
    try await scratch.withStore { store in
      let hub = try await WritingHub(store: store, pool: pool, session: scratch.session)
      for number in 0..<12 {
        try await hub.registerAgency("agency-\(number)")
        try await hub.draft("agreement-\(number)")
        let referral = try await hub.refer()
        let id = referral.caseIDs[0]
        for rating in 0..<(number % 4) { try await hub.rate(id, rationale: "\(number) \(rating)") }
        for _ in 0..<(number % 3) { try await hub.ask("agency-\(number)", about: id) }
        if number % 4 == 3 { try await hub.acknowledge(referral.referralID) }
        if number % 3 == 1 {
          let grantID = try await hub.grant(
            id, to: "agency-\(number)", number.isMultiple(of: 2) ? .standard : .excluded)
          if number % 2 == 0 { try await hub.endAccess(grantID, of: id) }
        }
        if number % 3 == 2 {
          let grantID = try await hub.breakGlass(id, from: "agency-\(number)")
          // Of some the review is owed still.
          if number % 2 == 0 { try await hub.review(grantID, of: id) }
        }
      }
      try await hub.rebuild(name).ensureLive()
      let events = try await store.events(afterPosition: 0, limit: 1_000)
      for seed in 1...8 {
        let shuffled = Self.shuffled(events, seed: UInt64(seed))
        #expect(shuffled != events)
        let builder = hub.builder(name)
        let generation = try await hub.generations.begin(hub.projection(name), isScratch: true)
        var fold = try await builder.pageFold(generation)
        let writer = try await builder.writer()
        // Pages of many sizes, so that a stream's events fall into one page or into several.
        for page in stride(from: 0, to: shuffled.count, by: seed * 3) {
          let steps = try await fold.fold(Array(shuffled[page..<min(page + seed * 3, shuffled.count)]))
          if !steps.isEmpty { try await writer.commit(steps) }
        }
        let comparison = try await Comparison(of: generation, configuration: scratch.session)
        let result = try await comparison.run(hub.projection(name).tables)
        #expect(result.isGood, "seed \(seed): \(result.differences)")
        // Twelve cases ask none, one or two times.
        #expect(result.rowCount == (name == "cases" ? 24 : 12))
        try await hub.generations.drop(generation)
      }
      hub.stop()
    }
  }

  /// The same events, each stream's in its own order, the streams mixed by chance.
  private static func shuffled(_ events: [StoredEvent], seed: UInt64) -> [StoredEvent] {
    var chance = SplitMix(seed: seed)
    var streams = Dictionary(grouping: events, by: \.event.streamID).values.map { $0[...] }
      .sorted { ($0.first?.position ?? 0) < ($1.first?.position ?? 0) }
    var shuffled: [StoredEvent] = []
    while !streams.isEmpty {
      let index = Int.random(in: 0..<streams.count, using: &chance)
      if let event = streams[index].popFirst() { shuffled.append(event) }
      if streams[index].isEmpty { streams.remove(at: index) }
    }
    return shuffled
  }
}
