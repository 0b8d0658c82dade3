import CairnMessages
import EventLog
import Identifiers
import RPC
import Testing

/// Who watches gets every change once and in order, however often they go and come back.
@Suite(.timeLimit(.minutes(5))) struct WatchTests {
  private static let watchers = 200
  private static let referrals = 120
  /// Every second referral has two children, every third one's first child is rated.
  private static let changes = referrals + referrals / 2 + referrals / 3

  private struct Seen: Hashable {
    let kind: CaseChangeKind
    let caseID: String
    let recordedAt: Int64
  }

  @Test func hundredsOfWatchersThatComeAndGoMissNothingAndSeeNothingTwice() async throws {
    try await RunningHub.run { hub in
      let seen = try await withThrowingTaskGroup(of: [Seen].self) { group in
        for _ in 0..<Self.watchers { group.addTask { try await Self.watch(hub) } }
        for number in 0..<Self.referrals {
          let response = try await hub.refer(children: 1 + number % 2)
          if let id = response.caseIDs.first, number.isMultiple(of: 3) { try await hub.rate(id, .amber) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let expected = try await hub.scratch.withStore { store in
        try await store.events(afterPosition: 0, limit: 10_000).compactMap { stored -> Seen? in
          let kind: CaseChangeKind
          switch stored.event.type {
          case "cairn.v1.CaseOpened": kind = .opened
          case "cairn.v1.RagChanged": kind = .ragChanged
          default: return nil
          }
          return Seen(kind: kind, caseID: stored.event.streamID.description, recordedAt: stored.recordedAt)
        }
      }
      #expect(expected.count == Self.changes)
      #expect(seen.count == Self.watchers)
      for list in seen { #expect(list == expected) }
    }
  }

  /// Watches from the first case on, over streams that it leaves after some changes, until it has seen as many as there
  /// are; one too many or one missed shows in what it has seen.
  private static func watch(_ hub: RunningHub) async throws -> [Seen] {
    var token = ""
    var seen: [Seen] = []
    while seen.count < changes {
      let stream = try await hub.client.openStream(
        CaseServiceMethods.watchCases,
        WatchCasesRequest(context: RunningHub.screener, resumeToken: token, fromBeginning: token.isEmpty),
        metadata: TestCaller.claim("hub"))
      var left = Int.random(in: 1...60)
      for try await change in stream.responses {
        token = change.resumeToken
        guard change.kind != .unspecified else { continue }
        seen.append(Seen(kind: change.kind, caseID: change.caseID, recordedAt: change.recordedAtUs))
        left -= 1
        if left == 0 || seen.count == changes { break }
      }
      stream.cancel()
    }
    return seen
  }
}
