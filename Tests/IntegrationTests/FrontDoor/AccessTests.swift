import CairnCodec
import CairnMessages
import Identifiers
import RPC
import Testing

/// Grants and broken glasses, over the socket.
@Suite(.timeLimit(.minutes(3))) struct AccessTests {
  private static let hour: Int64 = 3_600_000_000

  private func withCase(_ body: (FrameClient, _ caseID: String) async throws -> Void) async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      try await body(hub.client, try await hub.client.refer().caseIDs[0])
    }
  }

  private func listed(_ client: FrameClient, after token: String) async throws -> [String] {
    try await client.ask(
      CaseServiceMethods.listCases,
      ListCasesRequest(context: Acting.screener.query, afterToken: token, withReviewOwed: true), as: .screener
    ).cases.map(\.caseID)
  }

  @Test func aBrokenGlassIsOwedAReviewThatTheWorklistShows() async throws {
    try await withCase { client, caseID in
      _ = try await client.refer()
      let broken = try await client.breakGlass(of: caseID, as: .inspector)
      let token = try #require(broken.receipt?.streams.first?.token)
      let grant = try #require(try await client.show(caseID, after: token).grants.first)
      #expect(grant.grantID == broken.grantID && grant.level == .challenged && grant.reviewOwed && grant.isEmergency)
      #expect(grant.agencyID == TestCaller.referringAgency && grant.personID == TestCaller.personID)
      #expect(grant.endAtUs == broken.endAtUs && grant.endAtUs - grant.beginAtUs == 3 * Self.hour)
      #expect(try await listed(client, after: token) == [caseID])
      let reviewed = try await client.ask(
        AccessServiceMethods.reviewBreakGlass,
        ReviewBreakGlassRequest(
          context: Acting.manager.command(), caseID: caseID, grantID: broken.grantID, finding: .justified,
          note: "no other way"), as: .manager)
      let after = try #require(reviewed.receipt?.streams.first?.token)
      #expect(try await listed(client, after: after).isEmpty)
      let shown = try #require(try await client.show(caseID, after: after).grants.first)
      #expect(!shown.reviewOwed && shown.review?.finding == .justified)
    }
  }

  @Test func theHubIsToldAndTheTimelineShowsIt() async throws {
    try await withCase { client, caseID in
      let stream = try await client.openStream(
        CaseServiceMethods.watchCases, WatchCasesRequest(context: Acting.screener.query, fromBeginning: true),
        metadata: TestCaller.claim("hub"))
      try await client.breakGlass(of: caseID, as: .inspector)
      let granted = try await client.grant(.specific, categories: ["education"], of: caseID, to: "st-marys")
      _ = try await client.ask(
        AccessServiceMethods.endAccess,
        EndAccessRequest(
          context: Acting.manager.command(), caseID: caseID, grantID: granted.grantID, reason: "over"), as: .manager)
      var kinds: [CaseChangeKind] = []
      for try await change in stream.responses where change.kind != .unspecified {
        kinds.append(change.kind)
        if kinds.count == 4 { break }
      }
      #expect(kinds == [.opened, .glassBroken, .accessGranted, .accessEnded])
      let timeline = try await client.ask(
        CaseServiceMethods.getTimeline, GetTimelineRequest(context: Acting.screener.query, caseID: caseID),
        as: .screener)
      let entries = timeline.entries.suffix(3)
      #expect(entries.map(\.kind) == [.glassBroken, .accessGranted, .accessEnded])
      #expect(entries.map(\.text) == ["why it is broken", "why it is given", "over"])
      #expect(entries.map(\.grantedAgencyID) == [TestCaller.referringAgency, "st-marys", ""])
      #expect(entries.map(\.level) == [.challenged, .specific, .unspecified])
    }
  }

  /// Whether there is a case is nobody's business who is excluded from it: status, reason and words are those of an id that
  /// nobody has drawn, and of one of another kind.
  @Test func forWhoIsExcludedTheCaseIsNotThere() async throws {
    try await withCase { client, caseID in
      func refusal(of id: String) async throws -> String {
        do {
          try await client.breakGlass(of: id, as: .inspector)
          return "broken"
        } catch let error as RPCError {
          return "\(error.code) \(error.errorInfo?.reason ?? "") \(error.message) \(error.details)"
        }
      }
      let absent = try await refusal(of: TestCaller.newID().description)
      let referral = try await client.refer()
      #expect(try await refusal(of: referral.referralID) == absent)
      let excluded = try await client.grant(
        .excluded, of: caseID, to: TestCaller.referringAgency, person: TestCaller.personID)
      #expect(absent.hasPrefix("notFound CASE_UNKNOWN "))
      #expect(try await refusal(of: caseID) == absent)
      _ = try await client.ask(
        AccessServiceMethods.endAccess,
        EndAccessRequest(
          context: Acting.manager.command(), caseID: caseID, grantID: excluded.grantID, reason: "moved away"),
        as: .manager)
      #expect(try await refusal(of: caseID) == "broken")
    }
  }

  @Test func aCommandThatIsSentAgainGetsTheSameGrant() async throws {
    try await withCase { client, caseID in
      let request = BreakGlassRequest(context: Acting.inspector.command(), caseID: caseID, reason: "why")
      let first = try await client.ask(AccessServiceMethods.breakGlass, request, as: .inspector)
      #expect(try await client.ask(AccessServiceMethods.breakGlass, request, as: .inspector) == first)
      let grant = GrantAccessRequest(
        context: Acting.manager.command(), caseID: caseID, agencyID: "st-marys", level: .basic, reason: "why")
      let granted = try await client.ask(AccessServiceMethods.grantAccess, grant, as: .manager)
      #expect(try await client.ask(AccessServiceMethods.grantAccess, grant, as: .manager) == granted)
      let view = try await client.show(caseID, after: try #require(granted.receipt?.streams.first?.token))
      #expect(view.grants.map(\.grantID) == [first.grantID, granted.grantID])
    }
  }
}
