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
  /// Of a world that has them; they take long to make.
  let agreements: PermissionAgreements
  /// Of whoever puts the world into its state.
  let client: FrameClient
  /// Of the last command on the case.
  let token: String
  /// Of whoever is tried.
  var caller: FrameClient

  /// To whom the case is open.
  enum Sealing: CaseIterable, Sendable {
    /// To all to whom it is given.
    case unsealed
    /// To these, if they are named as readers.
    case open
    /// To the hub's managers alone.
    case closed
  }

  /// Puts a case into a state.
  ///
  /// - Parameter readers: of the seal on it, if there is one that is open.
  static func make(
    _ status: CaseStatus, sealed sealing: Sealing = .unsealed, readers: [String] = [], withAgreements: Bool = false,
    _ client: FrameClient
  ) async throws -> PermissionWorld {
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
    var token = try #require(broken.receipt?.streams.first?.token)
    let grantID = try await client.grant(.standard, of: caseID, to: TestCaller.referringAgency).grantID
    if sealing != .unsealed {
      let sealed = try await client.sealCase(
        caseID, readers: sealing == .open ? readers.map { SealReader(agencyID: $0) } : [])
      token = try #require(sealed.receipt?.streams.first?.token)
    }
    return PermissionWorld(
      status: status, referralID: referral.referralID, caseID: caseID, requestID: requestID,
      grantID: grantID,
      brokenGlassID: broken.grantID, otherCaseID: other,
      agreements: withAgreements
        ? try await .make(client) : PermissionAgreements(drafted: Agreement(), suspendedID: ""),
      client: client, token: token, caller: client)
  }
}
