import CairnMessages
import RPC
import Testing

extension Acting {
  /// Who seals for the police, where the tests' referrals come from.
  static let supervisor = Acting(agencyID: TestCaller.referringAgency, role: .policeSupervisor)
}

extension FrameClient {
  /// Contributes one statement under seal.
  @discardableResult
  func contributeSealed(
    _ text: String, to caseID: String, category: String = "", readers: [SealReader] = [],
    as acting: Acting = .supervisor
  ) async throws -> ContributeSealedResponse {
    try await ask(
      SealServiceMethods.contributeSealed,
      ContributeSealedRequest(
        context: acting.command(), caseID: caseID,
        information: ProvidedInformation(statements: [
          Statement(
            assertion: .reported, text: text, source: "a source", observedAt: "2026-11-19T10:00:00Z",
            recordedAt: "2026-11-20T10:00:00Z", category: category)
        ]), ground: "confidential-source", readers: readers, reason: "why it is sealed"), as: acting)
  }

  @discardableResult
  func seal(
    _ categories: [String], of caseID: String, readers: [SealReader] = [], as acting: Acting = .supervisor
  ) async throws -> SealCategoriesResponse {
    try await ask(
      SealServiceMethods.sealCategories,
      SealCategoriesRequest(
        context: acting.command(), caseID: caseID, categories: categories, ground: "refuge", readers: readers,
        reason: "why they are sealed"), as: acting)
  }

  @discardableResult
  func sealCase(_ caseID: String, readers: [SealReader] = []) async throws -> SealCaseResponse {
    try await ask(
      SealServiceMethods.sealCase,
      SealCaseRequest(
        context: Acting.manager.command(), caseID: caseID, ground: "member-of-staff", readers: readers,
        reason: "why it is sealed"), as: .manager)
  }

  func release(_ sealID: String, of caseID: String, as acting: Acting = .supervisor) async throws {
    _ = try await ask(
      SealServiceMethods.releaseSeal,
      ReleaseSealRequest(context: acting.command(), caseID: caseID, sealID: sealID, reason: "why it is over"),
      as: acting)
  }

  func timeline(_ caseID: String, as acting: Acting = .screener) async throws -> [TimelineEntry] {
    try await ask(
      CaseServiceMethods.getTimeline, GetTimelineRequest(context: acting.query, caseID: caseID), as: acting
    ).entries
  }
}
