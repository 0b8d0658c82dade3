import CairnMessages
import EventLogTestSupport
import RPC
import Testing

/// The same worlds with and without what was contributed under seal: to whom it is not open they are the same, byte for byte.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SealedWorldTests {
  private static let viewers = (["hub", TestCaller.referringAgency] + GeneratedWorld.agencies.map(\.id)).flatMap {
    agency in
    [
      Role.referrer, .singlePointOfContact, .screener, .manager, .leadPractitioner, .teamManager, .conferenceChair,
      .policeSupervisor, .reviewPanel,
    ].map { Acting(agencyID: agency, role: $0) }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func whoMayNotKnowOfASealSeesNoDifference(seed: UInt64) async throws {
    try await RunningHub.run { hub in
      var dice = SplitMix(seed: seed)
      let client = hub.client
      let world = try await GeneratedWorld.make(client, &dice)
      let marker = try await client.refer()
      let token = try #require(marker.receipt?.streams.last?.token)
      let before = try await Self.viewers.asyncMap { try await Look.at(world, as: $0, client, after: token) }
      let watchedBefore = try await watched(client, until: marker.caseIDs[0])

      let sealed = try await seal(world, client, &dice)
      let after = try await Self.viewers.asyncMap { try await Look.at(world, as: $0, client, after: token) }
      for (viewer, looks) in zip(Self.viewers, zip(before, after)) where viewer != .supervisor {
        let differences = looks.1.differences(from: looks.0)
        #expect(differences.isEmpty, "seed \(seed), \(viewer): \(differences)")
      }
      // That the test can see anything at all.
      let supervisor = try #require(Self.viewers.firstIndex(of: .supervisor))
      let seen = after[supervisor].differences(from: before[supervisor])
      #expect(seen.filter { $0.hasPrefix("case ") } == sealed.sorted().map { "case \($0)" })
      #expect(seen.filter { $0.hasPrefix("timeline ") } == sealed.sorted().map { "timeline \($0)" })

      // Nor is what they do next another.
      for caseID in world.caseIDs {
        var context = Acting.screener.command()
        context.expectedVersion = try #require(world.tokens[caseID])
        _ = try await client.ask(
          CaseServiceMethods.setRag,
          SetRagRequest(context: context, caseID: caseID, rag: .red, rationale: "why"), as: .screener)
      }
      let last = try await client.refer().caseIDs[0]
      let watchedAfter = try await watched(client, until: last)
      #expect(Array(watchedAfter.prefix(watchedBefore.count)) == watchedBefore)
      #expect(
        watchedAfter.dropFirst(watchedBefore.count).map(\.kind)
          == Array(repeating: .ragChanged, count: world.caseIDs.count) + [.opened])
    }
  }

  /// - Returns: the cases in which something was sealed.
  private func seal(
    _ world: GeneratedWorld, _ client: FrameClient, _ dice: inout SplitMix
  ) async throws -> Set<String> {
    var sealed: Set<String> = []
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let caseID = try #require(world.caseIDs.randomElement(using: &dice))
      let category = ["", "location", "police-event", "identity"].randomElement(using: &dice) ?? ""
      try await client.contributeSealed("sealed", to: caseID, category: category)
      sealed.insert(caseID)
    }
    return sealed
  }

  /// What a screener is told from the first case on until one is opened.
  private func watched(_ client: FrameClient, until last: String) async throws -> [CaseChange] {
    let watch = try await client.openStream(
      CaseServiceMethods.watchCases, WatchCasesRequest(context: Acting.screener.query, fromBeginning: true),
      metadata: TestCaller.claim("hub"))
    var changes: [CaseChange] = []
    for try await change in watch.responses {
      changes.append(change)
      if change.caseID == last { break }
    }
    return changes
  }
}
