import CairnMessages
import Identifiers
import RPC
import Testing

/// What each agency is shown of one case: as far as the agreement that they signed gives it, and no further.
@Suite(.serialized, .timeLimit(.minutes(3))) struct SharingTests {
  private static let contact = Acting(agencyID: "st-marys", role: .singlePointOfContact)
  private static let practitioner = Acting(agencyID: "council", role: .leadPractitioner)

  /// The police referred a child; the hospital was asked about them, the council's social workers may know of every case.
  private func withCase(_ body: (FrameClient, String) async throws -> Void) async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      try await hub.client.register("council", .socialCare)
      for party in TestParty.all { try await hub.client.registerKey(of: party) }
      let referral = try await hub.client.refer(
        Child(name: PersonName(given: "Mira", family: "Vale"), dateOfBirth: "2019-01-01", school: "Sample Primary"))
      let asked = try await hub.client.request("st-marys", about: referral.caseIDs[0])
      _ = try await hub.client.show(referral.caseIDs[0], after: asked.token)
      try await body(hub.client, referral.caseIDs[0])
    }
  }

  private func agree(_ client: FrameClient, _ cells: [MatrixCell]) async throws {
    try await client.draft(TestParty.agreement("mash") { $0.matrix = cells })
    for party in TestParty.all { try await client.sign("mash", for: party) }
  }

  private func cell(_ categories: [String], _ decision: CellDecision) -> MatrixCell {
    MatrixCell(
      categories: categories, roles: [.singlePointOfContact], purposes: ["child-safeguarding"], decision: decision)
  }

  private func answer(_ client: FrameClient, _ caseID: String, as acting: Acting) async throws -> GetCaseResponse {
    try await client.ask(CaseServiceMethods.getCase, GetCaseRequest(context: acting.query, caseID: caseID), as: acting)
  }

  @Test func withoutAnAgreementNothingOfOthersIsShownAndThatIsSaid() async throws {
    try await withCase { client, caseID in
      let seen = try await answer(client, caseID, as: Self.contact)
      #expect(seen.caseView?.child == nil && seen.caseView?.referral == nil && seen.caseView?.status == .unspecified)
      #expect(Set(seen.withheld.map(\.agencyID)) == [TestCaller.referringAgency])
      #expect(seen.withheld.allSatisfy { $0.reason == .noAgreement })
      let hub = try await answer(client, caseID, as: .screener)
      #expect(hub.caseView?.child?.name?.given == "Mira" && hub.withheld.isEmpty)
    }
  }

  @Test func theAgreementGivesWhatItSaysAndWithSuspensionNothing() async throws {
    try await withCase { client, caseID in
      try await agree(client, [cell(["identity"], .allow), cell(["education"], .onRequest)])
      let seen = try await answer(client, caseID, as: Self.contact)
      #expect(seen.caseView?.child?.name?.given == "Mira" && seen.caseView?.child?.school == "")
      let onRequest = seen.withheld.filter { $0.reason == .onRequest }
      #expect(
        onRequest.map(\.categories) == [["education"]] && onRequest.first?.fields.contains("child.school") == true)
      try await client.suspend("mash")
      #expect(try await answer(client, caseID, as: Self.contact).caseView?.child == nil)
      try await client.resume("mash")
      #expect(try await answer(client, caseID, as: Self.contact).caseView?.child != nil)
    }
  }

  @Test func aSpecificGrantGivesWhatTheAgreementGivesOnRequest() async throws {
    try await withCase { client, caseID in
      try await agree(client, [cell(["identity"], .allow), cell(["education"], .onRequest)])
      let granted = try await client.grant(.specific, categories: ["education"], of: caseID, to: "st-marys")
      _ = try await client.show(caseID, after: try #require(granted.receipt?.streams.first?.token))
      #expect(try await answer(client, caseID, as: Self.contact).caseView?.child?.school == "Sample Primary")
    }
  }

  @Test func aBrokenGlassShowsItInAnEmergencyWithoutAnAgreement() async throws {
    try await withCase { client, caseID in
      let inspector = Acting(agencyID: "council", role: .conferenceChair)
      #expect(try await statusOf { _ = try await answer(client, caseID, as: inspector) } == .notFound)
      let broken = try await client.ask(
        AccessServiceMethods.breakGlass,
        BreakGlassRequest(context: inspector.command(), caseID: caseID, reason: "in danger now", isEmergency: true),
        as: inspector)
      _ = try await client.show(caseID, after: try #require(broken.receipt?.streams.first?.token))
      let seen = try await answer(client, caseID, as: inspector)
      #expect(seen.caseView?.child?.name?.given == "Mira" && seen.caseView?.referral?.narrative == "What happened")
      #expect(Set(seen.withheld.flatMap(\.categories)).isSubset(of: ["legal-privileged"]))
    }
  }

  @Test func whoIsExcludedFindsNothingAnywhere() async throws {
    try await withCase { client, caseID in
      let other = try await client.refer()
      let excluded = try await client.grant(.excluded, of: caseID, to: "hub", person: TestCaller.newID().description)
      _ = excluded
      let person = Acting.screener.query.actingPerson
      let granted = try await client.grant(.excluded, of: caseID, to: "hub", person: person)
      let token = try #require(granted.receipt?.streams.first?.token)
      let list = try await client.ask(
        CaseServiceMethods.listCases,
        ListCasesRequest(context: Acting.screener.query, pageSize: 1, afterToken: token), as: .screener)
      #expect(list.cases.map(\.caseID) == other.caseIDs && list.nextPageToken.isEmpty)
      let absent = TestCaller.newID().description
      let errors = try await [caseID, absent].asyncMap { id in
        await #expect(throws: RPCError.self) { _ = try await answer(client, id, as: .screener) }
      }
      #expect(errors[0]?.code == .notFound && errors[0]?.message == errors[1]?.message)
      #expect(errors[0]?.details == errors[1]?.details)
      #expect(
        try await statusOf {
          _ = try await client.ask(
            CaseServiceMethods.getTimeline, GetTimelineRequest(context: Acting.screener.query, caseID: caseID),
            as: .screener)
        } == .notFound)
    }
  }

  @Test func aPractitionerListsOnlyCasesOfWhoseCourseEverythingMayBeSeen() async throws {
    try await withCase { client, caseID in
      let request = ListCasesRequest(context: Self.practitioner.query)
      #expect(try await client.ask(CaseServiceMethods.listCases, request, as: Self.practitioner).cases.isEmpty)
      try await client.draft(
        TestParty.agreement("council") { agreement in
          agreement.parties.append(
            AgreementParty(
              agencyID: "council", organisation: "Council", capacity: .controller, legalCapacity: "by statute",
              dataProtectionContact: "an office"))
          agreement.matrix = [
            MatrixCell(
              categories: ["case-progress"], roles: [.leadPractitioner], purposes: ["child-safeguarding"],
              decision: .allow)
          ]
        })
      try await client.registerKey(of: "council")
      for party in TestParty.all + ["council"] { try await client.sign("council", for: party) }
      let listed = try await client.ask(CaseServiceMethods.listCases, request, as: Self.practitioner).cases
      #expect(listed.map(\.caseID) == [caseID] && listed.first?.status == .received)
      #expect(listed.first?.childName == nil && listed.first?.dateOfBirth == "")
      #expect(try await watched(client, until: caseID, as: Self.practitioner) == [caseID])
    }
  }

  @Test func aPractitionerIsToldOfNoCaseOfWhoseCourseNothingMayBeSeen() async throws {
    try await withCase { client, _ in
      try await client.draft(TestParty.agreement("school") { $0.matrix = [Self.course] + $0.matrix })
      for party in TestParty.all { try await client.sign("school", for: party) }
      try await client.register("school", .education)
      // Of the schools' cases the council may know, of those of the police not.
      try await client.draft(
        TestParty.agreement("council") { agreement in
          agreement.parties = ["hub", "council", "school"].map(Self.party)
          agreement.matrix = [Self.course]
        })
      for party in ["council", "school"] { try await client.registerKey(of: party) }
      for party in ["hub", "council", "school"] { try await client.sign("council", for: party) }
      let ofSchool = try await client.refer(as: Acting(agencyID: "school", role: .referrer)).caseIDs[0]
      #expect(try await watched(client, until: ofSchool, as: Self.practitioner) == [ofSchool])
    }
  }

  @Test func whoReadsSlowlyIsToldOfNothingThatTheyMayNoLongerSee() async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      try await hub.client.register("council", .socialCare)
      for party in TestParty.all + ["council"] { try await hub.client.registerKey(of: party) }
      try await hub.client.draft(
        TestParty.agreement("council") { agreement in
          agreement.parties = TestParty.all.map(Self.party) + [Self.party("council")]
          agreement.matrix = [Self.course]
        })
      for party in TestParty.all + ["council"] { try await hub.client.sign("council", for: party) }
      // Of so many changes most are with the server still when this client has taken the first.
      let referred = 300
      for _ in 0..<referred { _ = try await hub.refer(children: 4) }
      var configuration = FrameClientConfiguration()
      configuration.streamWindowBytes = 1_024
      let slow = FrameClient(address: hub.address, configuration: configuration)
      let watch = try await slow.openStream(
        CaseServiceMethods.watchCases, WatchCasesRequest(context: Self.practitioner.query, fromBeginning: true),
        metadata: TestCaller.claim("council"))
      var told = 0
      let ending = Task {
        try await Task.sleep(for: .seconds(6))
        watch.cancel()
      }
      do {
        for try await change in watch.responses where !change.caseID.isEmpty {
          if told == 0 {
            try await hub.client.suspend("council")
            try await Task.sleep(for: .seconds(2))
          }
          told += 1
        }
      } catch let error as RPCError where error.code == .cancelled {}
      ending.cancel()
      #expect((1..<referred * 2).contains(told))
      await slow.close()
    }
  }

  private static let course = MatrixCell(
    categories: ["case-progress"], roles: [.leadPractitioner], purposes: ["child-safeguarding"], decision: .allow)

  private static func party(_ agencyID: String) -> AgreementParty {
    AgreementParty(
      agencyID: agencyID, organisation: agencyID, capacity: .controller, legalCapacity: "by statute",
      dataProtectionContact: "an office")
  }

  /// The cases of whose changes somebody is told, from the first on until one is opened.
  private func watched(_ client: FrameClient, until last: String, as acting: Acting) async throws -> [String] {
    let watch = try await client.openStream(
      CaseServiceMethods.watchCases, WatchCasesRequest(context: acting.query, fromBeginning: true),
      metadata: TestCaller.claim(acting.agencyID))
    var cases: [String] = []
    for try await change in watch.responses where !change.caseID.isEmpty {
      cases.append(change.caseID)
      if change.caseID == last, change.kind == .opened { break }
    }
    return cases
  }

  @Test func aDraftIsHeldAgainstWhatWasAnswered() async throws {
    try await withCase { client, caseID in
      try await agree(client, [cell(["identity"], .allow)])
      for _ in 0..<3 { _ = try await answer(client, caseID, as: Self.contact) }
      let officer = TestParty.officer(of: "hub")
      func simulate(_ cells: [MatrixCell]) async throws -> SimulateAgreementResponse {
        let draft = TestParty.agreement("mash") { $0.matrix = cells }
        return try await client.ask(
          AgreementServiceMethods.simulateAgreement,
          SimulateAgreementRequest(context: officer.query, agreement: draft), as: officer)
      }
      let changes = try await simulate([cell(["education"], .allow)]).changes
      let ofPolice = changes.filter { $0.holderAgencyID == TestCaller.referringAgency }
      #expect(Set(changes.map(\.agencyID)) == ["st-marys"] && ofPolice.map(\.answerCount) == [3])
      #expect(ofPolice.map(\.gainedCategories) == [["education"]] && ofPolice.map(\.lostCategories) == [["identity"]])
      #expect(ofPolice.first?.gainedFields.contains("child.school") == true)
      #expect(try await simulate([cell(["identity"], .allow)]).changes.isEmpty)
    }
  }

  @Test func whatIsShownAndWithheldIsOnRecord() async throws {
    try await withCase { client, caseID in
      try await agree(client, [cell(["identity"], .allow)])
      _ = try await answer(client, caseID, as: Self.contact)
      let officer = TestParty.officer(of: "st-marys")
      let record = try await client.ask(
        AuditServiceMethods.listAccess, ListAccessRequest(context: officer.query, caseID: caseID), as: officer
      ).accesses.first?.record
      #expect(record?.cases.map(\.caseIDs) == [[caseID]])
      #expect(record?.cases.first?.withheld.contains("case-progress") == true)
      #expect(record?.cases.first?.returned.contains("identity") == true)
      #expect(record?.agreements == [AgreementReference(agreementID: "mash", version: 1)] && record?.traceID == "")
    }
  }
}
