import CairnCodec
import CairnMessages
internal import Cryptography
import RPC
import Testing

/// The parties of the tests' agreements, and their keys.
enum TestParty {
  static let all = ["hub", TestCaller.referringAgency, "st-marys"]

  /// The key of an agency: the same whenever it is asked for.
  static func key(of agencyID: String) throws -> SigningKey {
    let secret = Digest256(hashing: Array("secret of \(agencyID)".utf8)).bytes
    guard let key = SigningKey(secret: secret) else { throw NoKey() }
    return key
  }

  struct NoKey: Error {}

  static func officer(of agencyID: String) -> Acting { Acting(agencyID: agencyID, role: .dataProtectionOfficer) }

  /// In force from long ago to far ahead, once it is signed.
  static func agreement(_ id: String, _ change: (inout Agreement) -> Void = { _ in }) -> Agreement {
    var agreement = Agreement(
      agreementID: id, title: "Sharing", tier: .local,
      parties: all.map { party in
        AgreementParty(
          agencyID: party, organisation: party, capacity: .controller, legalCapacity: "by statute",
          dataProtectionContact: "an office")
      }, purposes: ["child-safeguarding"], legalGateways: ["Children Act 2004 s16LA"], article6Bases: ["e"],
      matrix: [
        MatrixCell(
          categories: ["identity"], roles: [.singlePointOfContact], purposes: ["child-safeguarding"],
          decision: .allow)
      ], subjectClasses: [SubjectClass(name: "children", retention: "3 years")], security: "sealed",
      breachNoticeHours: 24, dpiaReference: "D", ropaReference: "R", effectiveOn: "2020-01-01",
      reviewBy: "2020-06-30")
    change(&agreement)
    return agreement
  }
}

extension FrameClient {
  /// Puts an agency's key on record.
  func registerKey(of agencyID: String, _ publicKey: [UInt8]? = nil) async throws {
    let hubOperator = Acting(agencyID: "hub", role: .operator)
    _ = try await ask(
      AgencyServiceMethods.registerSigningKey,
      RegisterSigningKeyRequest(
        context: hubOperator.command(), agencyID: agencyID,
        publicKey: try publicKey ?? TestParty.key(of: agencyID).publicKey), as: hubOperator)
  }

  /// Drafts an agreement, or its next version; returns the version.
  @discardableResult
  func draft(_ agreement: Agreement) async throws -> UInt32 {
    let officer = TestParty.officer(of: "hub")
    return try await ask(
      AgreementServiceMethods.draftAgreement,
      DraftAgreementRequest(context: officer.command(), agreement: agreement), as: officer
    ).version
  }

  func getAgreement(
    _ id: String, version: UInt32 = 0, as acting: Acting = TestParty.officer(of: "hub")
  ) async throws -> GetAgreementResponse {
    try await ask(
      AgreementServiceMethods.getAgreement,
      GetAgreementRequest(context: acting.query, agreementID: id, version: version), as: acting)
  }

  /// Signs a version for an agency, as the hub holds it.
  func sign(
    _ id: String, version: UInt32 = 1, for agencyID: String,
    _ change: (inout SignAgreementRequest) -> Void = { _ in }
  ) async throws {
    let officer = TestParty.officer(of: agencyID)
    let key = try TestParty.key(of: agencyID)
    let agreement = try #require(try await getAgreement(id, version: version, as: officer).agreement)
    var request = SignAgreementRequest(
      context: officer.command(), agreementID: id, version: version, publicKey: key.publicKey,
      signature: key.signature(of: agreement.signedBytes))
    change(&request)
    _ = try await ask(AgreementServiceMethods.signAgreement, request, as: officer)
  }

  func suspend(_ id: String) async throws {
    let officer = TestParty.officer(of: "hub")
    _ = try await ask(
      AgreementServiceMethods.suspendAgreement,
      SuspendAgreementRequest(context: officer.command(), agreementID: id, reason: "breach"), as: officer)
  }

  func resume(_ id: String) async throws {
    let officer = TestParty.officer(of: "hub")
    _ = try await ask(
      AgreementServiceMethods.resumeAgreement,
      ResumeAgreementRequest(context: officer.command(), agreementID: id, reason: "closed"), as: officer)
  }

  /// The lists of an agency, page by page.
  func listAgreements(
    as acting: Acting = TestParty.officer(of: "hub"), dueOnly: Bool = false, pageSize: UInt32 = 0
  ) async throws -> [AgreementEntry] {
    var entries: [AgreementEntry] = []
    var token = ""
    repeat {
      let page = try await ask(
        AgreementServiceMethods.listAgreements,
        ListAgreementsRequest(
          context: acting.query, reviewDueOnly: dueOnly, pageSize: pageSize, pageToken: token), as: acting)
      entries += page.agreements
      token = page.nextPageToken
    } while !token.isEmpty
    return entries
  }
}

/// The reason of a call that should be refused; `nil` if it is not.
func reasonOf(_ call: () async throws -> Void) async throws -> String? {
  do {
    try await call()
    return nil
  } catch let error as RPCError {
    return error.errorInfo?.reason
  }
}
