internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Cryptography

/// The agencies sign what they share; each sees the same case through it, and who looked is on record.
extension DemoStory {
  private static let agreementID = "demo-hub"

  func agree() async throws {
    try say("10. The agencies sign what they share")
    let officer = cast.officers[0]
    _ = try await officer.call(
      AgreementServiceMethods.draftAgreement,
      DraftAgreementRequest(context: officer.commandContext(), agreement: DemoAgreement.agreement(Self.agreementID)))
    for officer in cast.officers { try await sign(for: officer) }
    let signed = try await officer.call(
      AgreementServiceMethods.getAgreement,
      GetAgreementRequest(context: officer.queryContext, agreementID: Self.agreementID))
    let matrix = signed.agreement?.matrix ?? []
    var table = Table([.init(title: "Who gets it"), .init(title: "Categories"), .init(title: "How")])
    for cell in matrix {
      table.add([
        cell.recipients.joined(separator: ", "), cell.categories.joined(separator: ", "),
        cell.decision == .allow ? "at once" : "on request",
      ])
    }
    try Terminal.print(table.lines(width: width))
  }

  func lookThroughEyes(_ caseID: String) async throws {
    try say("11. One case through the eyes of police, health and school")
    // The police and the school referred; that they may look further is the manager's to give.
    for agencyID in ["met", "sample-primary"] {
      _ = try await cast.manager.call(
        AccessServiceMethods.grantAccess,
        GrantAccessRequest(
          context: cast.manager.commandContext(occurredAt: clock.rfc3339()), caseID: caseID, agencyID: agencyID,
          level: .standard, reason: "works with the family"))
    }
    let eyes = [
      ("The police", cast.policeContact), ("The hospital", cast.hospital), ("The school", cast.schoolContact),
    ]
    for (name, client) in eyes {
      let response = try await client.call(
        CaseServiceMethods.getCase, GetCaseRequest(context: client.queryContext, caseID: caseID))
      let view = response.caseView ?? CaseView()
      let child = view.child?.name?.full ?? "not shown"
      let statements = (view.referral?.statements.count ?? 0) + view.requests.reduce(0) { $0 + $1.statements.count }
      try Terminal.print(["", "\(name):"])
      var table = Table([.init(title: "Child"), .init(title: "Status"), .init(title: "Statements")])
      table.add([child, view.status.label ?? "not shown", "\(statements)"])
      try Terminal.print(table.lines(width: width) + WithheldTable.lines(response.withheld, width: width))
    }
  }

  func showWhoLooked(_ caseID: String) async throws {
    try say("12. Who looked")
    let officer = cast.officers[0]
    let response = try await officer.call(
      AuditServiceMethods.listAccess,
      ListAccessRequest(context: officer.queryContext, caseID: caseID, pageSize: 3))
    try Terminal.print(AccessTable.lines(ListAccessResponse(accesses: response.accesses), width: width))
    try print("And so on, back to the first: every answer was on record before it left.")
  }

  func simulate() async throws {
    try say("13. A draft that gives the school the course of the case, and what it would change")
    let officer = cast.officers[0]
    var draft = DemoAgreement.agreement(Self.agreementID)
    draft.matrix.append(DemoAgreement.cell("sample-primary", ["case-progress"], .allow))
    let response = try await officer.call(
      AgreementServiceMethods.simulateAgreement,
      SimulateAgreementRequest(context: officer.queryContext, agreement: draft))
    try Terminal.print(SimulationTable.lines(response, width: width))
  }

  private func sign(for officer: HubClient) async throws {
    let key = SigningKey(random: RandomSource())
    let agencyID = officer.identity.agencyID.description
    _ = try await cast.hub.call(
      AgencyServiceMethods.registerSigningKey,
      RegisterSigningKeyRequest(
        context: cast.hub.commandContext(), agencyID: agencyID, publicKey: key.publicKey))
    let drafted = try await officer.call(
      AgreementServiceMethods.getAgreement,
      GetAgreementRequest(context: officer.queryContext, agreementID: Self.agreementID, version: 1))
    _ = try await officer.call(
      AgreementServiceMethods.signAgreement,
      SignAgreementRequest(
        context: officer.commandContext(), agreementID: Self.agreementID, version: 1, publicKey: key.publicKey,
        signature: key.signature(of: drafted.agreement?.signedBytes ?? [])))
  }
}
