import CairnCodec
import CairnMessages
import Foundation
import Identifiers
import Libpq
import RPC
import Testing

/// Nothing is shown to anybody before it is on record that they are shown it.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ReadAuditTests {
  private static let officer = Acting(agencyID: "hub", role: .dataProtectionOfficer)

  /// What is on record of a case or a person, the latest first.
  private func accesses(
    _ hub: RunningHub, as acting: Acting = officer, _ fill: (inout ListAccessRequest) -> Void
  ) async throws -> [AccessRecord] {
    var request = ListAccessRequest(context: acting.query)
    fill(&request)
    return try await hub.client.ask(AuditServiceMethods.listAccess, request, as: acting).accesses.compactMap(\.record)
  }

  private func show(_ caseID: String, _ hub: RunningHub, as acting: Acting = .screener) async throws {
    _ = try await hub.client.ask(
      CaseServiceMethods.getCase, GetCaseRequest(context: acting.query, caseID: caseID), as: acting)
  }

  /// A new case, which a screener was shown once.
  private func shownCase(_ hub: RunningHub) async throws -> String {
    let referral = try await hub.refer()
    let token = try #require(referral.receipt?.streams.last?.token)
    _ = try await hub.client.show(referral.caseIDs[0], after: token)
    return referral.caseIDs[0]
  }

  @Test func whoIsShownACaseIsOnRecord() async throws {
    try await RunningHub.run { hub in
      let caseID = try await shownCase(hub)
      let record = try #require(try await accesses(hub) { $0.caseID = caseID }.first)
      #expect(record.agencyID == "hub" && record.role == .screener && record.purpose == "child-safeguarding")
      #expect(record.actingPerson == Acting.screener.query.actingPerson)
      #expect(record.method == CaseServiceMethods.getCase.path && record.outcome == .answered)
      #expect(record.cases.map(\.caseIDs) == [[caseID]] && record.cases[0].returned.contains("identity"))
      #expect(record.logPosition > 0 && record.atUs > 0)
    }
  }

  @Test func theTraceThatACallBelongsToIsOnRecord() async throws {
    try await RunningHub.run { hub in
      let caseID = try await shownCase(hub)
      let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"
      for value in ["00-\(traceID)-00f067aa0ba902b7-01", "no trace"] {
        var metadata = TestCaller.claim("hub")
        metadata.add("traceparent", value)
        _ = try await hub.client.call(
          CaseServiceMethods.getCase, GetCaseRequest(context: Acting.screener.query, caseID: caseID),
          timeout: .seconds(30), metadata: metadata, idempotent: true)
      }
      #expect(try await accesses(hub) { $0.caseID = caseID }.prefix(2).map(\.traceID) == ["", traceID])
      // What the hub is shown was sent to it.
      #expect(try await accesses(hub) { $0.caseID = caseID }.allSatisfy(\.agreements.isEmpty))
    }
  }

  @Test func whatIsAskedForInVainAndWhatIsRefusedIsOnRecord() async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      let caseID = try await hub.refer().caseIDs[0]
      let absent = TestCaller.newID().description
      let stranger = Acting(agencyID: "st-marys", role: .singlePointOfContact)
      for id in [caseID, absent] {
        await #expect(throws: RPCError.self) { try await show(id, hub, as: stranger) }
      }
      await #expect(throws: RPCError.self) {
        try await show(caseID, hub, as: Acting(agencyID: "st-marys", role: .screener))
      }
      let ofCase = try await accesses(hub) { $0.caseID = caseID }
      #expect(
        ofCase.map(\.outcome) == [.refused, .notFound] && ofCase.map(\.reason) == ["NOT_PERMITTED", "CASE_UNKNOWN"])
      #expect(try await accesses(hub) { $0.caseID = absent }.map(\.outcome) == [.notFound])
    }
  }

  @Test func listsSearchesInboxesAndWatchesAreOnRecord() async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      let caseID = try await shownCase(hub)
      let asked = try await hub.client.request("st-marys", about: caseID)
      _ = try await hub.client.show(caseID, after: asked.token)
      _ = try await hub.list()
      let contact = Acting(agencyID: "st-marys", role: .singlePointOfContact)
      _ = try await hub.client.ask(
        InformationServiceMethods.listInformationRequests, ListInformationRequestsRequest(context: contact.query),
        as: contact)
      let referrer = Acting(agencyID: TestCaller.referringAgency, role: .referrer)
      _ = try await hub.client.ask(
        ReferralServiceMethods.listReferrals, ListReferralsRequest(context: referrer.query), as: referrer)
      _ = try await hub.client.ask(
        CaseServiceMethods.getTimeline, GetTimelineRequest(context: Acting.screener.query, caseID: caseID),
        as: .screener)
      let watch = try await hub.client.openStream(
        CaseServiceMethods.watchCases, WatchCasesRequest(context: Acting.screener.query, fromBeginning: true),
        metadata: TestCaller.claim("hub"))
      for try await change in watch.responses where !change.caseID.isEmpty { break }
      let methods = Set(try await accesses(hub) { $0.caseID = caseID }.map(\.method))
      #expect(
        methods.isSuperset(of: [
          CaseServiceMethods.getCase.path, CaseServiceMethods.listCases.path, CaseServiceMethods.getTimeline.path,
          CaseServiceMethods.watchCases.path, InformationServiceMethods.listInformationRequests.path,
          ReferralServiceMethods.listReferrals.path,
        ]))
    }
  }

  @Test func anAgencysOfficerReadsOfItsOwnPeopleAlone() async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      let caseID = try await shownCase(hub)
      let asked = try await hub.client.request("st-marys", about: caseID)
      _ = try await hub.client.show(caseID, after: asked.token)
      try await show(caseID, hub, as: Acting(agencyID: "st-marys", role: .singlePointOfContact))
      let own = Acting(agencyID: "st-marys", role: .dataProtectionOfficer)
      let seen = try await accesses(hub, as: own) { $0.caseID = caseID }
      #expect(Set(seen.map(\.agencyID)) == ["st-marys"])
      #expect(Set(try await accesses(hub) { $0.caseID = caseID }.map(\.agencyID)) == ["hub", "st-marys"])
      // The audit's own reading is on record as well.
      let read = try await accesses(hub) { $0.caseID = caseID }
      #expect(read.contains { $0.method == AuditServiceMethods.listAccess.path && $0.agencyID == "st-marys" })
    }
  }

  @Test func pagesFollowEachOtherAndAPersonsAreFound() async throws {
    try await RunningHub.run { hub in
      let caseID = try await shownCase(hub)
      for _ in 0..<5 { try await show(caseID, hub) }
      var request = ListAccessRequest(
        context: Self.officer.query, actingPerson: Acting.screener.query.actingPerson, pageSize: 2)
      var times: [Int64] = []
      repeat {
        let page = try await hub.client.ask(AuditServiceMethods.listAccess, request, as: Self.officer)
        #expect(page.accesses.count <= 2)
        times += page.accesses.map { Int64($0.position) }
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      #expect(times.count >= 6 && times == times.sorted(by: >) && Set(times).count == times.count)
      let ofOfficer = try await accesses(hub) { $0.actingPerson = Self.officer.query.actingPerson }
      #expect(ofOfficer.contains { $0.people == [Acting.screener.query.actingPerson] })
    }
  }

  @Test func whatCannotBeRecordedIsNotShown() async throws {
    try await RunningHub.run { hub in
      let caseID = try await shownCase(hub)
      try await hub.scratch.script("revoke insert on cairn.access_page from cairn_server")
      let error = await #expect(throws: RPCError.self) { try await show(caseID, hub) }
      #expect(error?.code == .unavailable && error?.errorInfo?.reason == "ACCESS_NOT_RECORDED")
      let watch = try await hub.client.openStream(
        CaseServiceMethods.watchCases, WatchCasesRequest(context: Acting.screener.query, fromBeginning: true),
        metadata: TestCaller.claim("hub"))
      await #expect(throws: RPCError.self) {
        for try await change in watch.responses where !change.caseID.isEmpty { Issue.record("a change was shown") }
      }
      try await hub.scratch.script("grant insert on cairn.access_page to cairn_server")
      try await show(caseID, hub)
    }
  }

  @Test func theLogOfAccessVerifiesUntilItIsTamperedWith() async throws {
    try await RunningHub.run { hub in
      _ = try await shownCase(hub)
      #expect(try ServerProcess.runToEnd(["audit", "verify"] + hub.dataArguments) == 0)
      try await hub.scratch.script(
        """
        set session_replication_role = replica;
        alter table cairn.access_page disable trigger access_page_is_append_only;
        update cairn.access_page set records[1] = '\\\\x00' where first_position = 1;
        """)
      #expect(try ServerProcess.runToEnd(["audit", "verify"] + hub.dataArguments) == 1)
    }
  }
}
