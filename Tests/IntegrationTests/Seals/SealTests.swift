import CairnMessages
import EventLog
import Identifiers
import RPC
import Testing

/// What is sealed is there for those to whom it is open, and for nobody else.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SealTests {
  private static let desk = Acting(agencyID: TestCaller.referringAgency, role: .singlePointOfContact)
  static let address = Address(lines: ["1 High Street"], postcode: "SW1A 1AA")
  static let child = Child(
    name: PersonName(given: "Mira", family: "Vale"), dateOfBirth: "2019-01-01",
    identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")], addresses: [address])

  /// The police referred a child and were given access to the case; the hospital was asked.
  func withCase(_ body: (RunningHub, String) async throws -> Void) async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      let caseID = try await hub.client.refer(Self.child).caseIDs[0]
      try await hub.client.grant(.standard, of: caseID, to: TestCaller.referringAgency)
      let asked = try await hub.client.request("st-marys", about: caseID)
      _ = try await hub.client.show(caseID, after: asked.token)
      try await body(hub, caseID)
    }
  }

  @Test func aSealedContributionIsThereForItsReadersAlone() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      for party in TestParty.all { try await client.registerKey(of: party) }
      try await client.draft(TestParty.agreement("mash") { $0.matrix[0].categories = ["case-progress"] })
      for party in TestParty.all { try await client.sign("mash", for: party) }
      let before = try await client.show(caseID)
      let sealed = try await client.contributeSealed(
        "he was seen", to: caseID, readers: [SealReader(agencyID: "st-marys", personID: TestCaller.personID)])
      for acting in [Acting.supervisor, .hospital] {
        let view = try await client.show(caseID, as: acting)
        #expect(view.seals.map(\.terms?.sealID) == [sealed.sealID], "\(acting)")
        let timeline = try await client.timeline(caseID, as: acting)
        #expect(timeline.contains { $0.kind == .contributionSealed }, "\(acting)")
      }
      #expect(try await client.show(caseID, as: .supervisor).seals.first?.statements.map(\.text) == ["he was seen"])
      #expect(try await client.show(caseID) == before)
      for acting in [Acting.screener, .manager, Self.desk] {
        #expect(try await client.show(caseID, as: acting).seals.isEmpty, "\(acting)")
        let timeline = try await client.timeline(caseID, as: acting)
        #expect(!timeline.contains { $0.text == "he was seen" || $0.kind == .contributionSealed }, "\(acting)")
      }
    }
  }

  @Test func onceReleasedItIsShownAsAgreementsGiveIt() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let sealed = try await client.contributeSealed("he was seen", to: caseID)
      try await client.release(sealed.sealID, of: caseID)
      let shown = try await client.show(caseID).seals
      #expect(shown.map { $0.statements.map(\.text) } == [["he was seen"]])
      #expect(shown.first?.release?.reason == "" && shown.first?.terms?.reason == "")
      #expect(try await client.timeline(caseID).contains { $0.text == "he was seen" })
      // Without an agreement the hospital is given nothing of the police's.
      #expect(try await client.show(caseID, as: .hospital).seals.isEmpty)
      #expect(try await statusOf { try await client.release(sealed.sealID, of: caseID) } == .failedPrecondition)
    }
  }

  @Test func sealedCategoriesAreGoneFromEveryView() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let withAddress = try await client.show(caseID)
      #expect(withAddress.child?.addresses == [Self.address])
      let sealed = try await client.seal(["location"], of: caseID)
      let view = try await client.show(caseID)
      #expect(view.child?.addresses.isEmpty == true && view.child?.name?.given == "Mira" && view.seals.isEmpty)
      #expect(try await client.show(caseID, as: .supervisor).seals.map(\.categories) == [["location"]])
      // To find them by where they live would tell it.
      let byAddress = FindPeopleRequest(
        context: Acting.screener.query, name: Self.child.name, dateOfBirth: "2019-01-01", postcode: "SW1A 1AA")
      let byNumber = FindPeopleRequest(context: Acting.screener.query, identifiers: Self.child.identifiers)
      #expect(try await client.ask(PeopleServiceMethods.findPeople, byAddress, as: .screener).people.isEmpty)
      #expect(try await client.ask(PeopleServiceMethods.findPeople, byNumber, as: .screener).people.count == 1)
      try await client.release(sealed.sealID, of: caseID)
      #expect(try await client.show(caseID).child == withAddress.child)
    }
  }

  @Test func whatSpeaksOfASealedCaseIsGoneFromTimelinesAndWatches() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let (linked, joined) = (try await client.refer().caseIDs[0], try await client.refer().caseIDs[0])
      _ = try await client.ask(
        CaseServiceMethods.linkCases,
        LinkCasesRequest(
          context: Acting.screener.command(), caseID: caseID, otherCaseID: linked, relation: .sibling, reason: "why"),
        as: .screener)
      _ = try await client.attach(joined, to: caseID)
      let kinds = try await client.timeline(caseID).map(\.kind)
      #expect(kinds.contains(.caseLinked) && kinds.contains(.referralAttached))
      for one in [linked, joined] { try await client.sealCase(one) }
      let left = try await client.timeline(caseID).map(\.kind)
      #expect(!left.contains(.caseLinked) && !left.contains(.referralAttached) && left.contains(.caseOpened))
      let last = try await client.refer().caseIDs[0]
      let told = Set(try await watched(client, until: last).map(\.kind))
      #expect(!told.contains(.linked) && !told.contains(.referralAttached) && told.contains(.opened))
      #expect(Set(try await watched(client, until: last, as: .manager).map(\.kind)).isSuperset(of: [.linked]))
    }
  }

  @Test func aFindingAboutWhatIsSealedIsNotShown() async throws {
    try await withCase { hub, _ in
      let client = hub.client
      var child = Self.child
      child.addresses[0].postcode = "no postcode"
      let referral = try await client.refer(child)
      let caseID = referral.caseIDs[0]
      let token = try #require(referral.receipt?.streams.last?.token)
      let before = try await client.show(caseID, after: token).findings
      #expect(before.contains { $0.field.hasSuffix("postcode") })
      try await client.seal(["location"], of: caseID, as: .manager)
      // Which roles read it is the owner's: a screener is none.
      let after = try await client.show(caseID).findings
      #expect(after == before.filter { !$0.field.contains("addresses") })
      let counts = try await hub.list().cases.filter { $0.caseID == caseID }.map { Int($0.findingCount) }
      #expect(counts == [after.count])
    }
  }

  @Test func oneSealedSiblingIsNotToldOfByTheOther() async throws {
    try await withCase { hub, _ in
      let client = hub.client
      let referral = try await client.ask(
        ReferralServiceMethods.submitReferral,
        SubmitReferralRequest(
          context: Acting.referrer.command(),
          referral: Referral(
            children: [Self.child, Child(dateOfBirth: "2020-01-01")], source: "6", primaryNeed: "N1",
            statements: [
              Statement(
                assertion: .fact, text: "of both", observedAt: "2026-11-19T10:00:00Z",
                recordedAt: "2026-11-20T10:00:00Z", aboutChildren: [0, 1])
            ],
            narrative: "What happened")), as: .referrer)
      let token = try #require(referral.receipt?.streams.last?.token)
      let shown = try await client.show(referral.caseIDs[1], after: token)
      #expect(shown.siblingCaseIDs == [referral.caseIDs[0]] && shown.referral?.statements[0].aboutChildren == [0, 1])
      try await client.sealCase(referral.caseIDs[0])
      let left = try await client.show(referral.caseIDs[1])
      #expect(left.siblingCaseIDs.isEmpty && left.referral?.statements[0].aboutChildren == [])
    }
  }

  /// One sealing role of an agency is told nothing of another's seals, nor by a version that moves.
  @Test func theRolesOfAnAgencySealApart() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let own = try await client.contributeSealed("of the desk", to: caseID, as: Self.desk)
      let token = try #require(own.receipt?.streams.first?.token)
      try await client.contributeSealed("of the supervisor", to: caseID)
      #expect(try await client.show(caseID, as: Self.desk).seals.isEmpty == false)
      var context = Self.desk.command()
      context.expectedVersion = token
      _ = try await client.ask(
        SealServiceMethods.releaseSeal,
        ReleaseSealRequest(context: context, caseID: caseID, sealID: own.sealID, reason: "over"), as: Self.desk)
    }
  }

  @Test func aSealThatCannotBeReadClosesItsCase() async throws {
    try await withCase { hub, caseID in
      try await hub.client.contributeSealed("he was seen", to: caseID)
      try await hub.client.seal(["location"], of: caseID)
      let other = try await hub.client.refer().caseIDs[0]
      hub.server.kill()
      let events = try await hub.scratch.withStore { try await $0.events(afterPosition: 0, limit: 1_000) }
      let first = try #require(events.first { $0.event.type == "cairn.v1.ContributionSealed" })
      try await hub.scratch.damage(first.position)
      let again = try await hub.restarted()
      // Of which case it is nobody can read any more, but the hub can find out whether it is of this one.
      #expect(try await statusOf { _ = try await again.client.show(caseID) } == .notFound)
      #expect(try await again.client.show(other).status == .received)
      #expect(try await again.list().cases.map(\.caseID) == [other])
      await again.client.close()
      again.server.kill()
    }
  }

  @Test func aSealedCaseIsThereForItsReadersAlone() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let other = try await client.refer(Self.child).caseIDs[0]
      let linked = try await client.ask(
        CaseServiceMethods.linkCases,
        LinkCasesRequest(
          context: Acting.screener.command(), caseID: other, otherCaseID: caseID, relation: .sibling, reason: "why"),
        as: .screener)
      let token = try #require(linked.receipt?.streams.first?.token)
      #expect(try await client.show(other, after: token).links.map(\.caseID) == [caseID])
      #expect(try await client.show(other).matches.map(\.caseID) == [caseID])
      #expect(try await hub.list().cases.map(\.matchCount) == [1, 1])
      let sealed = try await client.sealCase(caseID)
      #expect(try await statusOf { _ = try await client.show(caseID) } == .notFound)
      #expect(try await statusOf { _ = try await client.show(caseID, as: .supervisor) } == .notFound)
      #expect(try await client.show(caseID, as: .manager).seals.map(\.terms?.sealID) == [sealed.sealID])
      let shown = try await client.show(other)
      #expect(shown.links.isEmpty && shown.matches.isEmpty)
      let listed = try await hub.list().cases
      #expect(listed.map(\.caseID) == [other] && listed.map(\.matchCount) == [0])
      let byNumber = FindPeopleRequest(context: Acting.screener.query, identifiers: Self.child.identifiers)
      let found = try await client.ask(PeopleServiceMethods.findPeople, byNumber, as: .screener).people
      #expect(found.map(\.caseEntry?.caseID) == [other])
      let inbox = ListInformationRequestsRequest(context: Acting.hospital.query)
      let asked = try await client.ask(InformationServiceMethods.listInformationRequests, inbox, as: .hospital)
      #expect(asked.requests.isEmpty)
      try await client.release(sealed.sealID, of: caseID, as: .manager)
      #expect(try await client.show(caseID).seals.isEmpty)
    }
  }

  @Test func theReferralOfASealedCaseIsNotThereEither() async throws {
    try await withCase { hub, _ in
      let client = hub.client
      let referral = try await client.refer()
      let token = try #require(referral.receipt?.streams.last?.token)
      _ = try await client.show(referral.caseIDs[0], after: token)
      try await client.sealCase(referral.caseIDs[0])
      func acknowledge(_ referralID: String, as acting: Acting) async throws -> StatusCode? {
        try await statusOf {
          _ = try await client.ask(
            ReferralServiceMethods.acknowledgeReferrer,
            AcknowledgeReferrerRequest(context: acting.command(), referralID: referralID), as: acting)
        }
      }
      #expect(try await acknowledge(referral.referralID, as: .screener) == .notFound)
      #expect(try await acknowledge(TestCaller.newID().description, as: .screener) == .notFound)
      #expect(try await acknowledge(referral.referralID, as: .manager) == nil)
    }
  }

  @Test func whatBecameOfASealedCaseIsNotToldToWhoReferredIt() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      let decided = try await client.decide(.earlyHelp, on: caseID)
      let request = ListReferralsRequest(
        context: Acting.referrer.query, afterToken: try #require(decided.receipt?.streams.first?.token))
      let told = try await client.ask(ReferralServiceMethods.listReferrals, request, as: .referrer)
      #expect(told.referrals.first?.outcomes.map(\.outcome) == [.earlyHelp])
      try await client.sealCase(caseID)
      let after = try await client.ask(ReferralServiceMethods.listReferrals, request, as: .referrer)
      #expect(after.referrals.first?.outcomes == [ReferralOutcome()])
    }
  }

  @Test func watchersAreToldOfWhatIsOpenToThem() async throws {
    try await withCase { hub, caseID in
      let client = hub.client
      try await client.contributeSealed("x", to: caseID)
      try await client.contributeSealed(
        "y", to: caseID, readers: [SealReader(agencyID: "hub", personID: TestCaller.personID)])
      let other = try await client.refer().caseIDs[0]
      try await client.sealCase(other)
      let last = try await client.refer().caseIDs[0]
      let asScreener = try await watched(client, until: last)
      #expect(!asScreener.contains { $0.caseID == other })
      #expect(asScreener.filter { $0.kind == .sealed }.map(\.caseID) == [caseID])
      #expect(asScreener.filter { $0.kind == .sealed }.allSatisfy { $0.token.isEmpty })
      let asManager = try await watched(client, until: last, as: .manager)
      #expect(asManager.filter { $0.kind == .sealed }.map(\.caseID) == [caseID, other])
    }
  }

  /// The changes from the first case on until the last one is opened.
  private func watched(
    _ client: FrameClient, until last: String, as acting: Acting = .screener
  ) async throws -> [CaseChange] {
    let watch = try await client.openStream(
      CaseServiceMethods.watchCases, WatchCasesRequest(context: acting.query, fromBeginning: true),
      metadata: TestCaller.claim(acting.agencyID))
    var changes: [CaseChange] = []
    for try await change in watch.responses {
      changes.append(change)
      if change.caseID == last { break }
    }
    return changes
  }

  @Test func sealsOutliveTheServer() async throws {
    try await withCase { hub, caseID in
      try await hub.client.contributeSealed("he was seen", to: caseID)
      try await hub.client.seal(["location"], of: caseID)
      let closed = try await hub.client.refer().caseIDs[0]
      try await hub.client.sealCase(closed)
      hub.server.kill()
      let again = try await hub.restarted()
      #expect(try await again.client.show(caseID).child?.addresses.isEmpty == true)
      #expect(try await again.client.show(caseID, as: .supervisor).seals.count == 2)
      #expect(try await statusOf { _ = try await again.client.show(closed) } == .notFound)
      await again.client.close()
      again.server.kill()
    }
  }

  /// Who reads the log as an operator finds neither the case's stream nor its key in what was sealed.
  @Test func theLogDoesNotTellOfWhichCaseItIs() async throws {
    try await withCase { hub, caseID in
      try await hub.client.contributeSealed("he was seen", to: caseID)
      try await hub.client.seal(["location"], of: caseID)
      let events = try await hub.scratch.withStore { try await $0.events(afterPosition: 0, limit: 1_000) }
      let ofCase = events.filter { $0.event.streamID.description == caseID }
      let ofSeals = events.filter {
        ["cairn.v1.ContributionSealed", "cairn.v1.CategoriesSealed"].contains($0.event.type)
      }
      #expect(ofSeals.count == 2 && Set(ofSeals.map(\.event.streamID)).count == 1)
      let keys = { (events: [StoredEvent]) in Set(events.flatMap { $0.event.parts.dropFirst().map(\.digest.keyID) }) }
      #expect(keys(ofSeals).isDisjoint(with: keys(ofCase)) && ofSeals[0].event.streamID.description != caseID)
      #expect(ofCase.map(\.event.version) == Array(1...UInt64(ofCase.count)))
    }
  }
}
