import CairnMessages
import Identifiers

@testable import CairnDomain

/// A good agreement between three agencies, and what is done with it.
extension Samples {
  static let agreementStream = identifier(700)
  static let health = AgencyID("st-marys") ?? .hub

  static var agreement: Agreement {
    Agreement(
      agreementID: "kingsmere", title: "Kingsmere hub", tier: .local,
      parties: [party("hub"), party("met"), party("st-marys", .processor)],
      purposes: ["child-safeguarding", "review"], legalGateways: ["Children Act 2004 s16LA"],
      article6Bases: ["c", "e"],
      specialConditions: ["Art 9(2)(g) with DPA 2018 Sch 1 para 18"],
      matrix: [
        cell(["identity", "health-summary"], to: ["met"], .allow), cell(["health-detail"], to: ["met"], .onRequest),
      ],
      subjectClasses: [SubjectClass(name: "children in need", retention: "until 18, then 3 years")],
      security: "sealed", breachNoticeHours: 24, dpiaReference: "D-1", ropaReference: "R-1",
      effectiveOn: "2026-11-01", reviewBy: "2027-10-31", expiresOn: "2028-10-31")
  }

  static func party(_ id: String, _ capacity: PartyCapacity = .controller) -> AgreementParty {
    AgreementParty(
      agencyID: id, organisation: "Organisation \(id)", capacity: capacity, legalCapacity: "by statute",
      dataProtectionContact: "dpo@\(id).example")
  }

  static func cell(
    _ categories: [String], to recipients: [String], roles: [Role] = [.singlePointOfContact],
    for purposes: [String] = ["child-safeguarding"], _ decision: CellDecision
  ) -> MatrixCell {
    MatrixCell(
      categories: categories, recipients: recipients, roles: roles, purposes: purposes, decision: decision)
  }

  static var draftRequest: DraftAgreementRequest {
    DraftAgreementRequest(context: context, agreement: agreement)
  }

  static var signRequest: SignAgreementRequest {
    SignAgreementRequest(
      context: context, agreementID: "kingsmere", version: 1, publicKey: [UInt8](repeating: 7, count: 32),
      signature: [UInt8](repeating: 9, count: 64))
  }

  static func drafted(
    version: UInt32 = 1, _ change: (inout Agreement) -> Void = { _ in }
  ) -> DomainEvent {
    var agreement = agreement
    agreement.version = version
    change(&agreement)
    return .agreementDrafted(AgreementDrafted(agreement: agreement, occurredAt: occurredAt))
  }

  static func signed(_ agencyID: String, version: UInt32 = 1) -> DomainEvent {
    .agreementSigned(
      AgreementSigned(
        version: version,
        signature: AgreementSignature(
          agencyID: agencyID, publicKey: [UInt8](repeating: 7, count: 32),
          signature: [UInt8](repeating: 9, count: 64), signedAt: occurredAt)))
  }

  static func signedByAll(version: UInt32 = 1) -> [DomainEvent] {
    ["hub", "met", "st-marys"].map { signed($0, version: version) }
  }

  static let suspended = DomainEvent.agreementSuspended(AgreementSuspended(reason: "breach", occurredAt: occurredAt))
  static let resumed = DomainEvent.agreementResumed(AgreementResumed(reason: "closed", occurredAt: occurredAt))
  static let ended = DomainEvent.agreementEnded(AgreementEnded(reason: "merged", occurredAt: occurredAt))

  static func record(_ events: [DomainEvent]) -> AgreementRecord? {
    AgreementDecider.fold(AgreementDecider.initial, events).record
  }
}
