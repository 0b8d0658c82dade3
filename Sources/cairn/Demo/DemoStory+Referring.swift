internal import CairnDomain
internal import CairnMessages

/// Two agencies refer; the hub sees that it is one child.
extension DemoStory {
  func referFromPolice() async throws -> SubmitReferralResponse {
    try say("2. The police refer two siblings")
    let request = SubmitReferralRequest(
      context: cast.police.commandContext(occurredAt: clock.rfc3339()), referral: DemoReferral(clock: clock).ofPolice)
    let response = try await cast.police.call(ReferralServiceMethods.submitReferral, request)
    try Terminal.print(ReferralReport(response: response, width: width).lines)
    let again = try await cast.police.call(ReferralServiceMethods.submitReferral, request)
    precondition(again == response, "a command sent again gets its first answer")
    try Terminal.print([""])
    try print("Sent again, as after a broken connection: the same answer, nothing recorded twice.")
    return response
  }

  func referFromSchool() async throws -> SubmitReferralResponse {
    try say("3. Their school refers the older one, who knows nothing of the police")
    let response = try await cast.school.call(
      ReferralServiceMethods.submitReferral,
      SubmitReferralRequest(
        context: cast.school.commandContext(occurredAt: clock.rfc3339()),
        referral: DemoReferral(clock: clock).ofSchool))
    try print("Referral \(response.referralID) is recorded.")
    return response
  }

  func screen(_ ofPolice: SubmitReferralResponse, _ ofSchool: SubmitReferralResponse) async throws {
    try say("4. The screener's worklist: what is due next, and possibly the same child")
    let token = ofSchool.receipt?.streams.first?.token ?? ""
    let list = try await cast.screener.call(
      CaseServiceMethods.listCases, ListCasesRequest(context: cast.screener.queryContext, afterToken: token))
    try Terminal.print(CaseList.lines(list, width: width, nextPage: nil))
    for referral in [ofPolice, ofSchool] {
      _ = try await cast.screener.call(
        ReferralServiceMethods.acknowledgeReferrer,
        AcknowledgeReferrerRequest(
          context: cast.screener.commandContext(occurredAt: clock.rfc3339()), referralID: referral.referralID,
          message: "Thank you. We have it and decide within one working day."))
    }
    try Terminal.print(["", "Both referrers are told that their referral came."])
  }

  func join(_ caseID: String, _ other: String) async throws {
    try say("5. One child, one case: the two are joined, and rated Amber")
    _ = try await cast.screener.call(
      CaseServiceMethods.attachReferral,
      AttachReferralRequest(
        context: cast.screener.commandContext(occurredAt: clock.rfc3339()), caseID: caseID, joinedCaseID: other,
        reason: "Same NHS number and date of birth; the school confirms the address."))
    let rated = try await cast.screener.call(
      CaseServiceMethods.setRag,
      SetRagRequest(
        context: cast.screener.commandContext(occurredAt: clock.rfc3339()), caseID: caseID, rag: .amber,
        rationale: "Left alone at night and hungry at school; a grandmother is there now."))
    let view = try await view(of: caseID, after: rated.receipt)
    var table = Table([
      .init(title: "From"), .init(title: "Kind"), .init(title: "What is said"), .init(title: "Source"),
    ])
    for referral in [view.referral].compactMap(\.self) + view.attached.compactMap(\.referral) {
      for statement in referral.statements {
        table.add([referral.agencyID, statement.assertion.title, statement.text, statement.source])
      }
    }
    try Terminal.print(table.lines(width: width))
  }
}
