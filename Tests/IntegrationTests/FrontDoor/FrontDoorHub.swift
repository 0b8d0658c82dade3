import CairnCodec
import CairnMessages
import Identifiers
import RPC
import Testing

/// Whom a test acts as.
struct Acting: Hashable, Sendable {
  let agencyID: String
  let role: Role

  static let screener = Acting(agencyID: "hub", role: .screener)
  static let manager = Acting(agencyID: "hub", role: .manager)
  static let referrer = Acting(agencyID: TestCaller.referringAgency, role: .referrer)
  static let inspector = Acting(agencyID: TestCaller.referringAgency, role: .policeSupervisor)
  static let hospital = Acting(agencyID: "st-marys", role: .singlePointOfContact)

  var query: QueryContext {
    QueryContext(actingPerson: TestCaller.personID, role: role, purpose: "child-safeguarding")
  }

  /// - Parameter occurredAt: RFC 3339; a time that has passed if it makes no difference.
  func command(id: Identifier128 = TestCaller.newID(), occurredAt: String = "2026-11-20T10:00:00Z") -> CommandContext {
    var context = TestCaller.context(id, role: role)
    context.occurredAt = occurredAt
    return context
  }
}

extension FrameClient {
  /// Calls a method as somebody.
  func ask<Request: WireMessage, Response: WireMessage>(
    _ method: Method<Request, Response>, _ request: Request, as acting: Acting
  ) async throws -> Response {
    try await call(
      method, request, timeout: .seconds(30), metadata: TestCaller.claim(acting.agencyID), idempotent: true)
  }

  func register(_ agencyID: String, _ kind: AgencyKind) async throws {
    _ = try await ask(
      AgencyServiceMethods.registerAgency,
      RegisterAgencyRequest(
        context: Acting(agencyID: "hub", role: .operator).command(),
        agency: Agency(agencyID: agencyID, kind: kind, name: agencyID)),
      as: Acting(agencyID: "hub", role: .operator))
  }

  /// Enters a person into an agency's staff register, as the hub's operator.
  func enter(
    _ personID: String, of agencyID: String, _ roles: [Role], from first: String = "", until last: String = ""
  ) async throws {
    let hubOperator = Acting(agencyID: "hub", role: .operator)
    _ = try await ask(
      StaffServiceMethods.registerStaff,
      RegisterStaffRequest(
        context: hubOperator.command(), agencyID: agencyID,
        member: StaffMember(personID: personID, roles: roles, fromDay: first, untilDay: last)), as: hubOperator)
  }

  /// Refers a child.
  func refer(
    _ child: Child = Child(dateOfBirth: "2019-01-01"), as acting: Acting = .referrer,
    occurredAt: String = "2026-11-20T10:00:00Z"
  ) async throws -> SubmitReferralResponse {
    try await ask(
      ReferralServiceMethods.submitReferral,
      SubmitReferralRequest(
        context: acting.command(occurredAt: occurredAt),
        referral: Referral(children: [child], source: "6", primaryNeed: "N1", narrative: "What happened")),
      as: acting)
  }

  /// Asks an agency; returns the request's id, and the token of the case.
  func request(
    _ agencyID: String, about caseID: String, dueAt: Int64 = 0, occurredAt: String = "2026-11-20T10:00:00Z"
  ) async throws -> (requestID: String, token: String) {
    let response = try await ask(
      InformationServiceMethods.requestInformation,
      RequestInformationRequest(
        context: Acting.screener.command(occurredAt: occurredAt), caseID: caseID, agencyIDs: [agencyID],
        information: "What is known", reason: "Why", dueAtUs: dueAt), as: .screener)
    return (try #require(response.requestIDs.first), try #require(response.receipt?.streams.first?.token))
  }

  func attach(_ joinedCaseID: String, to caseID: String) async throws -> AttachReferralResponse {
    try await ask(
      CaseServiceMethods.attachReferral,
      AttachReferralRequest(
        context: Acting.screener.command(), caseID: caseID, joinedCaseID: joinedCaseID, reason: "same number"),
      as: .screener)
  }

  @discardableResult
  func decide(
    _ outcome: ThresholdOutcome, on caseID: String, occurredAt: String = "2026-11-20T10:00:00Z"
  ) async throws -> DecideThresholdResponse {
    try await ask(
      CaseServiceMethods.decideThreshold,
      DecideThresholdRequest(
        context: Acting.manager.command(occurredAt: occurredAt), caseID: caseID, outcome: outcome, grounds: "grounds",
        advice: "advice", signpostedTo: "a helpline"), as: .manager)
  }

  /// Gives an agency, or a person of it, access to a case, or excludes them from it.
  @discardableResult
  func grant(
    _ level: AccessLevel, categories: [String] = [], of caseID: String, to agencyID: String, person: String = ""
  ) async throws -> GrantAccessResponse {
    try await ask(
      AccessServiceMethods.grantAccess,
      GrantAccessRequest(
        context: Acting.manager.command(), caseID: caseID, agencyID: agencyID, personID: person, level: level,
        categories: categories, reason: "why it is given"), as: .manager)
  }

  @discardableResult
  func breakGlass(of caseID: String, as acting: Acting) async throws -> BreakGlassResponse {
    try await ask(
      AccessServiceMethods.breakGlass,
      BreakGlassRequest(context: acting.command(), caseID: caseID, reason: "why it is broken", isEmergency: true),
      as: acting)
  }

  /// The case, once it shows what a token stands for.
  func show(_ caseID: String, after token: String = "", as acting: Acting = .screener) async throws -> CaseView {
    let response = try await ask(
      CaseServiceMethods.getCase, GetCaseRequest(context: acting.query, caseID: caseID, afterToken: token), as: acting)
    return try #require(response.caseView)
  }
}

/// The status of a call that should fail; `nil` if it does not.
func statusOf(_ call: () async throws -> Void) async throws -> StatusCode? {
  do {
    try await call()
    return nil
  } catch let error as RPCError {
    return error.code
  }
}
