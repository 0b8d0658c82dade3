import CairnMessages
import RPC
import Testing

/// A hub with agencies, an agreement and cases, made by chance from a seed.
struct GeneratedWorld: Sendable {
  static let agencies: [(id: String, kind: AgencyKind)] = [
    ("st-marys", .health), ("council", .socialCare), ("school", .education),
  ]
  private static let parties = ["hub", TestCaller.referringAgency] + agencies.map(\.id)
  /// Of which two children may have the same, so that cases match.
  static let numbers = ["9434765870", "9434765919", "9434765935"]
  static let postcodes = ["SW1A 1AA", "M1 1AE", "B33 8TH"]

  let caseIDs: [String]
  /// What each case's last command left as its version.
  let tokens: [String: String]

  /// Makes one, over a client of a hub that has none yet.
  static func make(_ client: FrameClient, _ dice: inout some RandomNumberGenerator) async throws -> GeneratedWorld {
    for agency in agencies { try await client.register(agency.id, agency.kind) }
    try await agree(client, &dice)
    var caseIDs: [String] = []
    for _ in 0..<4 { caseIDs += try await client.refer(child(&dice)).caseIDs }
    for caseID in caseIDs { try await live(caseID, among: caseIDs, client, &dice) }
    var tokens: [String: String] = [:]
    for caseID in caseIDs { tokens[caseID] = try await rate(caseID, client) }
    return GeneratedWorld(caseIDs: caseIDs, tokens: tokens)
  }

  private static func child(_ dice: inout some RandomNumberGenerator) -> Child {
    Child(
      name: PersonName(given: "Mira", family: ["Vale", "Hill"].randomElement(using: &dice) ?? ""),
      dateOfBirth: "2019-01-0\(Int.random(in: 1...3, using: &dice))",
      identifiers: numbers.prefix(Int.random(in: 0...3, using: &dice)).suffix(1)
        .map { Identifier(scheme: .nhsNumber, value: $0) },
      addresses: [Address(lines: ["1 Road"], postcode: postcodes.randomElement(using: &dice) ?? "")],
      school: "Sample Primary")
  }

  private static func agree(_ client: FrameClient, _ dice: inout some RandomNumberGenerator) async throws {
    var agreement = TestParty.agreement("mash")
    agreement.parties = parties.map { party in
      AgreementParty(
        agencyID: party, organisation: party, capacity: .controller, legalCapacity: "by statute",
        dataProtectionContact: "an office")
    }
    agreement.matrix = ["identity", "location", "case-progress", "education", "police-event", "third-party"].compactMap
    {
      guard Int.random(in: 0...3, using: &dice) > 0 else { return nil }
      return MatrixCell(
        categories: [$0], roles: [.singlePointOfContact, .leadPractitioner, .teamManager],
        purposes: ["child-safeguarding"], decision: Bool.random(using: &dice) ? .allow : .onRequest)
    }
    if agreement.matrix.isEmpty { agreement.matrix = TestParty.agreement("mash").matrix }
    for party in parties { try await client.registerKey(of: party) }
    try await client.draft(agreement)
    for party in parties { try await client.sign("mash", for: party) }
  }

  /// Lets something happen in a case.
  private static func live(
    _ caseID: String, among all: [String], _ client: FrameClient, _ dice: inout some RandomNumberGenerator
  ) async throws {
    try await client.grant(.standard, of: caseID, to: TestCaller.referringAgency)
    for agency in agencies where Bool.random(using: &dice) {
      let asked = try await client.request(agency.id, about: caseID)
      guard Bool.random(using: &dice) else { continue }
      let contact = Acting(agencyID: agency.id, role: .singlePointOfContact)
      _ = try await client.ask(
        InformationServiceMethods.respondToRequest,
        RespondToRequestRequest(
          context: contact.command(), caseID: caseID, requestID: asked.requestID,
          information: ProvidedInformation(statements: [
            Statement(
              assertion: .fact, text: "what \(agency.id) knows", observedAt: "2026-11-19T10:00:00Z",
              recordedAt: "2026-11-20T10:00:00Z",
              category: ["", "education", "police-event"].randomElement(using: &dice) ?? "")
          ])), as: contact)
    }
    let level = [AccessLevel.basic, .standard, .specific, .excluded].randomElement(using: &dice) ?? .basic
    try await client.grant(
      level, categories: level == .specific ? ["location"] : [], of: caseID,
      to: agencies.randomElement(using: &dice)?.id ?? "school")
    guard let other = all.randomElement(using: &dice), other != caseID else { return }
    _ = try? await client.ask(
      CaseServiceMethods.linkCases,
      LinkCasesRequest(
        context: Acting.screener.command(), caseID: caseID, otherCaseID: other, relation: .sibling, reason: "why"),
      as: .screener)
  }

  private static func rate(_ caseID: String, _ client: FrameClient) async throws -> String {
    let rated = try await client.ask(
      CaseServiceMethods.setRag,
      SetRagRequest(context: Acting.screener.command(), caseID: caseID, rag: .amber, rationale: "why"), as: .screener)
    return try #require(rated.receipt?.streams.first?.token)
  }
}
