internal import CairnDomain
internal import CairnMessages

/// The police know what would put somebody at risk if it were known that they know it.
extension DemoStory {
  func seal(_ caseID: String) async throws {
    try say("14. The police contribute under seal, and decide what to withhold")
    let others = [cast.screener, cast.manager, cast.hospital, cast.schoolContact, cast.policeContact]
    let before = try await views(of: caseID, others)
    _ = try await cast.supervisor.call(
      SealServiceMethods.contributeSealed,
      ContributeSealedRequest(
        context: cast.supervisor.commandContext(occurredAt: clock.rfc3339()), caseID: caseID,
        information: ProvidedInformation(statements: [
          Statement(
            assertion: .reported, text: "A neighbour sees the partner go in at night.", source: "a neighbour",
            observedAt: clock.rfc3339(), recordedAt: clock.rfc3339())
        ]), ground: "confidential-source", reason: "It would show who said it."))
    let ofSupervisor = try await views(of: caseID, [cast.supervisor])[0]
    let after = try await views(of: caseID, others)
    precondition(after == before, "to whom a seal is not open the case is the same with it and without")
    var table = Table([.init(title: "Who looks"), .init(title: "Under seal")])
    table.add(["The police supervisor", "\(ofSupervisor.seals.flatMap(\.statements).count) statement"])
    table.add(["The hub, the hospital, the school, the police's desk", "nothing: the case reads as before"])
    try Terminal.print(table.lines(width: width))
    try await withhold(caseID)
  }

  /// The case as each of them sees it.
  private func views(of caseID: String, _ clients: [HubClient]) async throws -> [CaseView] {
    var views: [CaseView] = []
    for client in clients {
      let response = try await client.call(
        CaseServiceMethods.getCase, GetCaseRequest(context: client.queryContext, caseID: caseID))
      views.append(response.caseView ?? CaseView())
    }
    return views
  }

  private func withhold(_ caseID: String) async throws {
    _ = try await cast.supervisor.call(
      SharingServiceMethods.recordSharingDecision,
      RecordSharingDecisionRequest(
        context: cast.supervisor.commandContext(occurredAt: clock.rfc3339()), caseID: caseID,
        decision: SharingDecision(
          recipientAgencyID: "sample-primary", outcome: .withhold, information: "An untested report.",
          categories: ["intelligence"], relevance: "It says nothing of the child's days at school.",
          detrimentConsidered: "The school would have to act on what may be wrong.", withheldReasonCode: "NOT_RELEVANT",
          personInformed: false, notInformedReason: "It would show that there is a report.",
          consulted: ["detective inspector"])))
    let officer = cast.officers[0]
    let decisions = try await officer.call(
      SharingServiceMethods.listSharingDecisions, ListSharingDecisionsRequest(context: officer.queryContext))
    try Terminal.print([""] + SharingDecisionTable.lines(decisions, width: width))
  }
}
