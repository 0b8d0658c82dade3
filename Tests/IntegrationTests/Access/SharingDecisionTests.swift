import CairnMessages
import CairnServer
import Identifiers
import RPC
import Testing

/// What agencies decided to share or to withhold is on record, with what it rests on; and who says nothing is found.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SharingDecisionTests {
  private static let officer = TestParty.officer(of: "hub")

  private func record(
    _ decision: SharingDecision, in caseID: String, as acting: Acting, _ client: FrameClient
  ) async throws -> RecordSharingDecisionResponse {
    try await client.ask(
      SharingServiceMethods.recordSharingDecision,
      RecordSharingDecisionRequest(context: acting.command(), caseID: caseID, decision: decision), as: acting)
  }

  private static func shared(_ information: String) -> SharingDecision {
    SharingDecision(
      recipientAgencyID: "hub", outcome: .share, information: information, categories: ["police-event"],
      relevance: "why", functionFacilitated: "which", detrimentConsidered: "what", article6Basis: "e",
      legalGateway: "Children Act 2004 s16LA", personInformed: true, withoutAgreementReason: "in danger now")
  }

  private static func withheld(_ requestID: String) -> SharingDecision {
    SharingDecision(
      recipientAgencyID: "hub", outcome: .withhold, requestID: requestID, information: "notes",
      categories: ["health-detail"], relevance: "why", detrimentConsidered: "what", withheldReasonCode: "NOT_RELEVANT",
      personInformed: true)
  }

  private func list(
    as acting: Acting = officer, _ client: FrameClient, _ fill: (inout ListSharingDecisionsRequest) -> Void = { _ in }
  ) async throws -> ListSharingDecisionsResponse {
    var request = ListSharingDecisionsRequest(context: acting.query)
    fill(&request)
    return try await client.ask(SharingServiceMethods.listSharingDecisions, request, as: acting)
  }

  @Test func decisionsStandInTheCaseAndInTheOfficersLists() async throws {
    try await RunningHub.run { hub in
      let client = hub.client
      try await client.register("st-marys", .health)
      let caseID = try await client.refer().caseIDs[0]
      try await client.grant(.standard, of: caseID, to: TestCaller.referringAgency)
      let asked = try await client.request("st-marys", about: caseID)
      _ = try await client.show(caseID, after: asked.token)
      let first = try await record(Self.shared("call-outs"), in: caseID, as: .supervisor, client)
      let second = try await record(Self.withheld(asked.requestID), in: caseID, as: .hospital, client)
      let token = try #require(second.receipt?.streams.first?.token)
      let view = try await client.show(caseID, after: token)
      #expect(view.sharingDecisions.map(\.decisionID) == [first.decisionID, second.decisionID])
      #expect(view.sharingDecisions.map(\.agencyID) == [TestCaller.referringAgency, "st-marys"])
      #expect(view.sharingDecisions.map(\.decision?.requestID) == ["", asked.requestID])
      let told = try await client.timeline(caseID).filter { $0.kind == .sharingDecided }
      #expect(told.map(\.sharingOutcome) == [.share, .withhold] && told.map(\.text) == ["call-outs", "notes"])
      #expect(try await list(client).decisions.map(\.decision?.decisionID) == [second.decisionID, first.decisionID])
      let own = try await list(as: TestParty.officer(of: "st-marys"), client)
      #expect(own.decisions.map(\.decision?.decisionID) == [second.decisionID])
      let shared = try await list(client) { $0.outcome = .share }
      #expect(shared.decisions.map(\.decision?.decisionID) == [first.decisionID])
      #expect(try await list(client) { $0.caseID = TestCaller.newID().description }.decisions.isEmpty)
      let page = try await list(client) { $0.pageSize = 1 }
      #expect(page.decisions.map(\.decision?.decisionID) == [second.decisionID])
      let next = try await list(client) { request in
        request.pageSize = 1
        request.pageToken = page.nextPageToken
      }
      #expect(next.decisions.map(\.decision?.decisionID) == [first.decisionID] && next.nextPageToken.isEmpty)
      try await client.sealCase(caseID)
      #expect(try await list(client).decisions.isEmpty)
    }
  }

  /// Of a decision to withhold from them nobody is told, nor of one about what is sealed from them.
  @Test func aDecisionIsShownToWhomWhatItIsAboutMayBeShown() async throws {
    try await RunningHub.run { hub in
      let client = hub.client
      try await client.register("st-marys", .health)
      for party in TestParty.all { try await client.registerKey(of: party) }
      try await client.draft(
        TestParty.agreement("mash") { $0.matrix[0].categories = ["case-progress", "police-event", "location"] })
      for party in TestParty.all { try await client.sign("mash", for: party) }
      let caseID = try await client.refer().caseIDs[0]
      try await client.grant(.standard, of: caseID, to: TestCaller.referringAgency)
      let asked = try await client.request("st-marys", about: caseID)
      _ = try await client.show(caseID, after: asked.token)
      var withheld = Self.withheld("")
      withheld.categories = ["police-event"]
      withheld.recipientAgencyID = "st-marys"
      var ofPlace = Self.shared("where they live")
      ofPlace.categories = ["location"]
      _ = try await record(Self.shared("call-outs"), in: caseID, as: .supervisor, client)
      _ = try await record(withheld, in: caseID, as: .supervisor, client)
      let last = try await record(ofPlace, in: caseID, as: .supervisor, client)
      let token = try #require(last.receipt?.streams.first?.token)
      func shown(to acting: Acting) async throws -> [[String]] {
        let view = try await client.show(caseID, after: token, as: acting)
        let timeline = try await client.timeline(caseID, as: acting).filter { $0.kind == .sharingDecided }
        return [view.sharingDecisions.compactMap(\.decision?.information), timeline.map(\.text)]
      }
      let all = ["call-outs", "notes", "where they live"]
      #expect(try await shown(to: .screener) == [all, all])
      #expect(try await shown(to: .hospital) == [[all[0], all[2]], [all[0], all[2]]])
      try await client.seal(["location"], of: caseID)
      #expect(try await shown(to: .screener) == [[all[0], all[1]], [all[0], all[1]]])
      #expect(try await shown(to: .supervisor) == [all, all])
      #expect(try await list(client).decisions.count == 2)
    }
  }

  @Test func anAgencyThatIsSilentBeyondItsTimeIsFound() async throws {
    try await RunningHub.run { hub in
      let client = hub.client
      try await client.register("st-marys", .health)
      let other = try await client.refer().caseIDs[0]
      _ = try await client.request("st-marys", about: other)
      let caseID = try await client.refer().caseIDs[0]
      let asked = try await client.request("st-marys", about: caseID, dueAt: SystemClock.microseconds() + 400_000)
      _ = try await client.show(caseID, after: asked.token)
      while try await client.show(caseID).requests.first?.isSilent != true {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try await hub.list { $0.withSilentRequests = true }.cases.map(\.caseID) == [caseID])
      let answered = try await client.ask(
        InformationServiceMethods.respondToRequest,
        RespondToRequestRequest(
          context: Acting.hospital.command(), caseID: caseID, requestID: asked.requestID, nilReturn: NilReturn()),
        as: .hospital)
      let token = try #require(answered.receipt?.streams.first?.token)
      #expect(try await client.show(caseID, after: token).requests.map(\.isSilent) == [false])
      #expect(try await hub.list { $0.withSilentRequests = true }.cases.isEmpty)
    }
  }
}
