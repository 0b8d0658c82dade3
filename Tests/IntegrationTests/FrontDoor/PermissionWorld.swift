import CairnMessages
import Identifiers
import RPC
import Testing

/// A case in a certain state, and what commands on it name besides.
struct PermissionWorld: Sendable {
  let status: CaseStatus
  let referralID: String
  let caseID: String
  /// To the hospital; a case that was joined has none.
  let requestID: String
  /// Of the police, and by the police's breaking of the glass.
  let grantID: String
  let brokenGlassID: String
  /// Another child's case, open.
  let otherCaseID: String
  let agreements: PermissionAgreements
  /// Of whoever puts the world into its state.
  let client: FrameClient
  /// Of the last command on the case.
  let token: String
  /// Of whoever is tried.
  var caller: FrameClient

  /// Puts a case into a state.
  static func make(_ status: CaseStatus, _ client: FrameClient) async throws -> PermissionWorld {
    let referral = try await client.refer()
    let caseID = referral.caseIDs[0]
    let other = try await client.refer().caseIDs[0]
    var requestID = TestCaller.newID().description
    if status != .joined { requestID = try await client.request("st-marys", about: caseID).requestID }
    switch status {
    case .received, .unspecified, .unrecognized: break
    case .triaged:
      _ = try await client.ask(
        CaseServiceMethods.setRag,
        SetRagRequest(context: Acting.screener.command(), caseID: caseID, rag: .amber, rationale: "why"),
        as: .screener)
    case .noFurtherAction: try await client.decide(.noFurtherAction, on: caseID)
    case .signposted: try await client.decide(.signposted, on: caseID)
    case .earlyHelp: try await client.decide(.earlyHelp, on: caseID)
    case .accepted: try await client.decide(.accepted, on: caseID)
    case .closed:
      try await client.decide(.earlyHelp, on: caseID)
      _ = try await client.ask(
        CaseServiceMethods.close,
        CloseRequest(context: Acting.manager.command(), caseID: caseID, reasonCode: "RC7", closedOn: "2026-11-20"),
        as: .manager)
    case .joined: _ = try await client.attach(caseID, to: try await client.refer().caseIDs[0])
    }
    let broken = try await client.breakGlass(of: caseID, as: .inspector)
    return PermissionWorld(
      status: status, referralID: referral.referralID, caseID: caseID, requestID: requestID,
      grantID: try await client.grant(.standard, of: caseID, to: TestCaller.referringAgency).grantID,
      brokenGlassID: broken.grantID, otherCaseID: other,
      agreements: try await .make(client), client: client,
      token: try #require(broken.receipt?.streams.first?.token), caller: client)
  }
}
