internal import CairnDomain
internal import CairnMessages
internal import Foundation

/// The demo, step by step, over real calls to a real server.
struct DemoStory {
  let hub: HubClient
  let police: HubClient
  let screener: HubClient
  let width: Int

  func tell() async throws {
    try await registerAgencies()
    let response = try await refer()
    try await rate(response)
    try await show(response)
    try await verify()
  }

  private func registerAgencies() async throws {
    say("1. Three agencies join the hub")
    let agencies = [
      Agency(agencyID: "met", kind: .police, name: "Metropolitan Police"),
      Agency(agencyID: "st-marys", kind: .health, name: "St Mary's Hospital"),
      Agency(agencyID: "sample-primary", kind: .education, name: "Sample Street Primary School"),
    ]
    var table = Table([.init(title: "Agency"), .init(title: "Kind"), .init(title: "Name")])
    for agency in agencies {
      _ = try await hub.call(
        AgencyServiceMethods.registerAgency,
        RegisterAgencyRequest(context: hub.commandContext(), agency: agency))
      table.add([agency.agencyID, agency.kind.label ?? "", agency.name])
    }
    Terminal.print(table.lines(width: width))
  }

  private func refer() async throws -> SubmitReferralResponse {
    say("2. The police refer two siblings")
    let observedAt = Moment.rfc3339(hoursAgo: 3)
    let request = SubmitReferralRequest(
      context: police.commandContext(),
      referral: DemoReferral.referral(observedAt: observedAt, recordedAt: Moment.rfc3339(hoursAgo: 1)))
    let response = try await police.call(ReferralServiceMethods.submitReferral, request)
    Terminal.print(ReferralReport(response: response, width: width).lines)
    let again = try await police.call(ReferralServiceMethods.submitReferral, request)
    precondition(again == response, "a command sent again gets its first answer")
    Terminal.print(["", "Sent again, as after a broken connection: the same answer, and nothing recorded twice."])
    return response
  }

  private func rate(_ response: SubmitReferralResponse) async throws {
    say("3. The hub's screener rates both cases Amber")
    for caseID in response.caseIDs {
      _ = try await screener.call(
        CaseServiceMethods.setRag,
        SetRagRequest(
          context: screener.commandContext(), caseID: caseID, rag: .amber,
          rationale: "Left alone at night; a grandmother is there now. Information from health and school within a day."
        ))
      Terminal.print(["Case \(caseID) is Amber."])
    }
  }

  private func show(_ response: SubmitReferralResponse) async throws {
    say("4. The older child's case, as the screener sees it")
    // The rating is read back at once: the query waits until the view has come so far.
    let rated = try await screener.call(
      CaseServiceMethods.setRag,
      SetRagRequest(
        context: screener.commandContext(), caseID: response.caseIDs[0], rag: .amber,
        rationale: "The school has had worries since September."))
    let view = try await screener.call(
      CaseServiceMethods.getCase,
      GetCaseRequest(
        context: screener.queryContext, caseID: response.caseIDs[0],
        afterToken: rated.receipt?.streams.first?.token ?? "")
    ).caseView
    Terminal.print(CaseCard(view: view ?? CaseView(), width: width).lines)
  }

  private func verify() async throws {
    say("5. The log, verified from its first entry")
    let head = try await hub.verifyLog { _, _ in }
    Terminal.print([
      "\(head.position) entries, without a gap, give the root \(Hexadecimal.text(head.root).prefix(16))… that the log holds."
    ])
  }

  private func say(_ title: String) {
    Terminal.print(["", title, String(repeating: "═", count: title.count)])
  }
}
