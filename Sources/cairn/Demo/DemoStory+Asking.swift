internal import CairnDomain
internal import CairnMessages

/// The hub asks; one agency answers, another lets its time run out.
extension DemoStory {
  /// By when the agencies are to answer.
  private static let hoursToAnswer: Int64 = 4

  func ask(_ caseID: String) async throws {
    try say("6. The screener asks the hospital and the school")
    let response = try await cast.screener.call(
      InformationServiceMethods.requestInformation,
      RequestInformationRequest(
        context: cast.screener.commandContext(occurredAt: clock.rfc3339()), caseID: caseID,
        agencyIDs: ["st-marys", "sample-primary"],
        information: "Attendances since June, and what they were for. Who came with the child.",
        reason: "Two referrals in a day: left alone at night, hungry and tired at school.",
        dueAtUs: clock.now + Self.hoursToAnswer * 3_600_000_000))
    let token = response.receipt?.streams.first?.token ?? ""
    let inbox = try await cast.hospital.call(
      InformationServiceMethods.listInformationRequests,
      ListInformationRequestsRequest(context: cast.hospital.queryContext, afterToken: token))
    try Terminal.print(["The hospital's inbox:", ""] + InboxCard.lines(inbox, width: width))
  }

  func answer(_ caseID: String) async throws {
    try say("7. The hospital answers: a fact and an opinion, told apart")
    let inbox = try await cast.hospital.call(
      InformationServiceMethods.listInformationRequests,
      ListInformationRequestsRequest(context: cast.hospital.queryContext))
    let response = try await cast.hospital.call(
      InformationServiceMethods.respondToRequest,
      RespondToRequestRequest(
        context: cast.hospital.commandContext(occurredAt: clock.rfc3339()), caseID: caseID,
        requestID: inbox.requests.first?.requestID ?? "",
        information: ProvidedInformation(statements: [
          Statement(
            assertion: .fact, text: "Attended the emergency department twice in ten days, each time after 22:00.",
            source: "Hospital record", observedAt: clock.rfc3339(hoursAgo: 300), recordedAt: clock.rfc3339()),
          Statement(
            assertion: .opinion, text: "The burn on her hand fits with cooking on her own.",
            source: "Consultant paediatrician",
            observedAt: clock.rfc3339(hoursAgo: 300), recordedAt: clock.rfc3339()),
        ])))
    try Terminal.print(card(try await view(of: caseID, after: response.receipt)).requestLines)
  }

  func letTimeRunOut(_ caseID: String) async throws {
    try say("8. Five hours pass, and the school has not answered")
    clock.pass(hours: 5)
    var view = try await view(of: caseID)
    while !view.clocks.contains(where: { $0.kind == .response && $0.state == .missed }) {
      try await Task.sleep(for: .milliseconds(50))
      view = try await self.view(of: caseID)
    }
    try Terminal.print(card(view).clockLines)
    try print("That it ran out stands in the log, once, whatever restarts.")
  }

  func decide(_ caseID: String) async throws {
    try say("9. The manager decides, and the referrers see the outcome and nothing else")
    let response = try await cast.manager.call(
      CaseServiceMethods.decideThreshold,
      DecideThresholdRequest(
        context: cast.manager.commandContext(occurredAt: clock.rfc3339()), caseID: caseID, outcome: .accepted,
        grounds: "Unsupervised at night, twice in hospital, hungry: the criteria for an assessment under s17 are met.",
        told: [Told(party: .referrer), Told(party: .family)]))
    try Terminal.print(card(try await view(of: caseID, after: response.receipt)).decisionLines)
  }

  func showReferrers() async throws {
    for (name, client) in [("The police see", cast.police), ("The school sees", cast.school)] {
      let list = try await client.call(
        ReferralServiceMethods.listReferrals, ListReferralsRequest(context: client.queryContext))
      try Terminal.print(["", "\(name):"] + ReferralTable.lines(list, width: width))
    }
  }
}
