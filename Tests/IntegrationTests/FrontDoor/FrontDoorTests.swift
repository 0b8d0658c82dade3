import CairnDomain
import CairnMessages
import RPC
import Testing

/// A hub's front door, over the socket, from the referral to the decision.
@Suite(.timeLimit(.minutes(3))) struct FrontDoorTests {
  private static let child = Child(
    name: PersonName(given: "Robin", family: "Vale"), dateOfBirth: "2019-05-04", sex: "F",
    identifiers: [Identifier(scheme: .nhsNumber, value: "943 476 5870")],
    addresses: [Address(postcode: "SW1A 1AA")])

  private func withHub(_ body: (FrameClient) async throws -> Void) async throws {
    try await RunningHub.run { hub in
      try await hub.client.register("st-marys", .health)
      try await hub.client.register("school", .education)
      try await body(hub.client)
    }
  }

  @Test func theSameChildIsSeenAndJoinedAndShownAsOne() async throws {
    try await withHub { client in
      let school = Acting(agencyID: "school", role: .referrer)
      let first = try await client.refer(Self.child)
      var spelledOtherwise = Self.child
      spelledOtherwise.name = PersonName(given: "ROBIN", family: "Vale-Hart")
      spelledOtherwise.identifiers[0].value = "9434765870"
      let second = try await client.refer(spelledOtherwise, as: school)
      let token = try #require(second.receipt?.streams.last?.token)
      let seen = try await client.show(second.caseIDs[0], after: token)
      #expect(seen.matches == [CaseMatch(caseID: first.caseIDs[0], matchedOn: [.nhsNumber])])
      let list = try await client.ask(
        CaseServiceMethods.listCases, ListCasesRequest(context: Acting.screener.query), as: .screener)
      #expect(list.cases.map(\.matchCount) == [1, 1])
      // Before a case is made of a third referral.
      for request in [
        FindPeopleRequest(
          context: Acting.screener.query, identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")]),
        FindPeopleRequest(
          context: Acting.screener.query, name: PersonName(given: "robin", family: "VALE"),
          dateOfBirth: "2019-05-04", postcode: "sw1a1aa"),
      ] {
        let found = try await client.ask(PeopleServiceMethods.findPeople, request, as: .screener)
        #expect(found.people.map(\.caseEntry?.caseID).contains(first.caseIDs[0]))
        #expect(found.people.count == (request.name == nil ? 2 : 1))
      }
      let joined = try await client.attach(second.caseIDs[0], to: first.caseIDs[0])
      let view = try await client.show(first.caseIDs[0], after: try #require(joined.receipt?.streams[0].token))
      #expect(view.attached.map(\.caseID) == second.caseIDs)
      #expect(view.attached.first?.child?.name?.family == "Vale-Hart")
      #expect(view.attached.first?.referral?.agencyID == "school" && view.matches.isEmpty)
      let ended = try await client.show(second.caseIDs[0])
      #expect(ended.status == .joined && ended.joinedIntoCaseID == first.caseIDs[0])
      // What ended stands for what goes on.
      let found = try await client.ask(
        PeopleServiceMethods.findPeople,
        FindPeopleRequest(
          context: Acting.screener.query, identifiers: [Identifier(scheme: .nhsNumber, value: "9434765870")]),
        as: .screener)
      #expect(found.people.compactMap(\.caseEntry?.caseID) == first.caseIDs)
      let timeline = try await client.ask(
        CaseServiceMethods.getTimeline, GetTimelineRequest(context: Acting.screener.query, caseID: first.caseIDs[0]),
        as: .screener)
      #expect(Set(timeline.entries.map(\.agencyID)) == ["met", "school", "hub"])
    }
  }

  @Test func anAgencyFindsWhatItIsAskedAndAnswersOnce() async throws {
    try await withHub { client in
      let referral = try await client.refer(Self.child)
      let caseID = referral.caseIDs[0]
      // Whoever was not asked is told what they are told of a case that is not there.
      #expect(try await statusOf { _ = try await client.show(caseID, as: .hospital) } == .notFound)
      let asked = try await client.request("st-marys", about: caseID)
      func inbox(as acting: Acting, withEnded: Bool = false) async throws -> [InboxEntry] {
        try await client.ask(
          InformationServiceMethods.listInformationRequests,
          ListInformationRequestsRequest(
            context: acting.query, withEnded: withEnded, afterToken: asked.token), as: acting
        ).requests
      }
      let entry = try #require(try await inbox(as: .hospital).first)
      #expect(entry.requestID == asked.requestID && entry.caseID == caseID && entry.state == .open)
      #expect(entry.childName?.given == "Robin" && entry.identifiers.count == 1 && entry.dueAtUs > 0)
      let school = Acting(agencyID: "school", role: .singlePointOfContact)
      #expect(try await inbox(as: school, withEnded: true).isEmpty)
      func answer(as acting: Acting) async throws -> RespondToRequestResponse {
        try await client.ask(
          InformationServiceMethods.respondToRequest,
          RespondToRequestRequest(
            context: acting.command(), caseID: caseID, requestID: asked.requestID,
            information: ProvidedInformation(statements: [
              Statement(
                assertion: .fact, text: "Seen twice", source: "record", observedAt: "2026-11-01T10:00:00Z",
                recordedAt: "2026-11-02T10:00:00Z"),
              Statement(assertion: .opinion, text: "It worries us"),
            ])), as: acting)
      }
      #expect(try await statusOf { _ = try await answer(as: school) } == .notFound)
      let answered = try await answer(as: .hospital)
      // An opinion without source and times is recorded all the same.
      #expect(Set(answered.findings.map(\.rule)) == ["C-133", "C-137"])
      #expect(try await statusOf { _ = try await answer(as: .hospital) } == .failedPrecondition)
      let view = try await client.show(
        caseID, after: try #require(answered.receipt?.streams.first?.token), as: .hospital)
      #expect(view.requests.map(\.state) == [.answered])
      #expect(view.requests[0].statements.map(\.assertion) == [.fact, .opinion])
      #expect(view.requests[0].clock?.state == .met && view.child == nil, "no agreement gives it more than its own")
      #expect(try await client.show(caseID).clocks.first { $0.kind == .response }?.state == .met)
      #expect(try await inbox(as: .hospital).isEmpty)
      #expect(try await inbox(as: .hospital, withEnded: true).map(\.state) == [.answered])
    }
  }

  @Test func aReferrerSeesThatItCameAndWhatCameOfItAndNothingElse() async throws {
    try await withHub { client in
      let referral = try await client.refer(Self.child)
      func own() async throws -> ReferralEntry {
        try #require(
          try await client.ask(
            ReferralServiceMethods.listReferrals, ListReferralsRequest(context: Acting.referrer.query), as: .referrer
          ).referrals.first)
      }
      let acknowledge = AcknowledgeReferrerRequest(
        context: Acting.screener.command(), referralID: referral.referralID, message: "We have it")
      _ = try await client.ask(ReferralServiceMethods.acknowledgeReferrer, acknowledge, as: .screener)
      let decided = try await client.decide(.noFurtherAction, on: referral.caseIDs[0])
      _ = try await client.show(referral.caseIDs[0], after: try #require(decided.receipt?.streams.first?.token))
      let entry = try await own()
      #expect(entry.acknowledgement == "We have it" && !entry.acknowledgedAt.isEmpty)
      #expect(entry.outcomes.map(\.outcome) == [.noFurtherAction] && entry.outcomes[0].advice == "advice")
      #expect(try await statusOf { _ = try await client.show(referral.caseIDs[0], as: .referrer) } == .permissionDenied)
      let again = AcknowledgeReferrerRequest(context: Acting.screener.command(), referralID: referral.referralID)
      #expect(
        try await statusOf {
          _ = try await client.ask(ReferralServiceMethods.acknowledgeReferrer, again, as: .screener)
        } == .failedPrecondition)
    }
  }

  @Test func everythingThatCanBeWrongIsRecordedAndToldInOneAnswer() async throws {
    try await withHub { client in
      let request = SubmitReferralRequest(context: Acting.referrer.command(), referral: WrongReferral.referral)
      let response = try await client.ask(ReferralServiceMethods.submitReferral, request, as: .referrer)
      let found = Set(response.findings.map(\.rule))
      let all = Set(RuleSet.current.rules.filter { $0.ruleClass == .finding }.map(\.number))
      #expect(all.subtracting(found) == WrongReferral.impossibleTogether)
      let views = try await response.caseIDs.asyncMap {
        try await client.show($0, after: response.receipt?.streams.last?.token ?? "")
      }
      // Each case shows its own and those that all share.
      #expect(Set(views.flatMap(\.findings).map(\.rule)) == found)
      #expect(views[0].child == WrongReferral.referral.children[0])
      #expect(try await client.ask(ReferralServiceMethods.submitReferral, request, as: .referrer) == response)
    }
  }

  @Test func frontlineSystemsGetTheCodes() async throws {
    try await withHub { client in
      func codes(_ list: String, on day: String = "") async throws -> [CodeListing] {
        try await client.ask(
          ReferenceDataServiceMethods.listCodes,
          ListCodesRequest(context: Acting.referrer.query, list: list, validOn: day), as: .referrer
        ).lists
      }
      #expect(try await codes("").map(\.name) == CairnDomain.CodeList.all.map(\.name))
      #expect(try await codes("closure-reason")[0].codes.map(\.code).last == "RC9")
      #expect(try await codes("closure-reason", on: "2021-05-01")[0].codes.map(\.code).last == "RC8")
      #expect(try await statusOf { _ = try await codes("shoe-size") } == .invalidArgument)
      let rules = try await client.ask(
        ReferenceDataServiceMethods.listRules, ListRulesRequest(context: Acting.referrer.query), as: .referrer)
      #expect(rules.rules.map(\.number) == RuleSet.current.rules.map(\.number))
    }
  }
}
