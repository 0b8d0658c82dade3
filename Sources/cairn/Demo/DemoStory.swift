internal import CairnDomain
internal import CairnMessages
internal import CairnServer

/// The demo, step by step, over real calls to a real server.
struct DemoStory: Sendable {
  let cast: DemoCast
  let clock: DemoClock
  let configuration: HubConfiguration
  let width: Int

  func tell() async throws {
    try await registerAgencies()
    let ofPolice = try await referFromPolice()
    let ofSchool = try await referFromSchool()
    let caseID = ofPolice.caseIDs[0]
    try await screen(ofPolice, ofSchool)
    try await join(caseID, ofSchool.caseIDs[0])
    try await ask(caseID)
    try await answer(caseID)
    try await letTimeRunOut(caseID)
    try await decide(caseID)
    try await showReferrers()
    try await agree()
    try await lookThroughEyes(caseID)
    try await showWhoLooked(caseID)
    try await simulate()
    try await seal(caseID)
    try await rebuild(caseID)
    try await verify()
  }

  func say(_ title: String) throws {
    try Terminal.print(["", title, String(repeating: "═", count: title.count)])
  }

  func print(_ text: String) throws {
    try Terminal.print(text.wrapped(to: width))
  }

  /// The case as the hub's screener sees it, once it shows at least what a receipt tells of.
  func view(of caseID: String, after receipt: Receipt? = nil) async throws -> CaseView {
    let token = receipt?.streams.first { $0.streamID == caseID }?.token ?? ""
    let response = try await cast.screener.call(
      CaseServiceMethods.getCase,
      GetCaseRequest(context: cast.screener.queryContext, caseID: caseID, afterToken: token))
    return response.caseView ?? CaseView()
  }

  func card(_ view: CaseView) -> CaseCard { CaseCard(view: view, width: width) }

  private func registerAgencies() async throws {
    try say("1. Three agencies join the hub")
    let agencies = [
      Agency(agencyID: "met", kind: .police, name: "Metropolitan Police"),
      Agency(agencyID: "st-marys", kind: .health, name: "St Mary's Hospital"),
      Agency(agencyID: "sample-primary", kind: .education, name: "Sample Street Primary School"),
    ]
    var table = Table([.init(title: "Agency"), .init(title: "Kind"), .init(title: "Name")])
    for agency in agencies {
      _ = try await cast.hub.call(
        AgencyServiceMethods.registerAgency,
        RegisterAgencyRequest(context: cast.hub.commandContext(), agency: agency))
      table.add([agency.agencyID, agency.kind.label ?? "", agency.name])
    }
    try Terminal.print(table.lines(width: width))
  }

  private func verify() async throws {
    try say("16. The log, verified from its first entry")
    let head = try await cast.hub.verifyLog { _, _ in }
    try print(
      "\(head.position) entries, without a gap, give the root \(Hexadecimal.text(head.root).prefix(16))… that the log holds."
    )
  }
}
