/// The types of events, by the names under which the log keeps them for ever.
package enum EventType: String, CaseIterable, Sendable {
  case agencyRegistered = "cairn.v1.AgencyRegistered"
  case staffRegistered = "cairn.v1.StaffRegistered"
  case staffRolesChanged = "cairn.v1.StaffRolesChanged"
  case staffEnded = "cairn.v1.StaffEnded"
  case signingKeyRegistered = "cairn.v1.SigningKeyRegistered"
  case agreementDrafted = "cairn.v1.AgreementDrafted"
  case agreementSigned = "cairn.v1.AgreementSigned"
  case agreementSuspended = "cairn.v1.AgreementSuspended"
  case agreementResumed = "cairn.v1.AgreementResumed"
  case agreementEnded = "cairn.v1.AgreementEnded"
  case authorityIssued = "cairn.v1.AuthorityIssued"
  case certificateIssued = "cairn.v1.CertificateIssued"
  case certificateRevoked = "cairn.v1.CertificateRevoked"
  case referralReceived = "cairn.v1.ReferralReceived"
  case referrerAcknowledged = "cairn.v1.ReferrerAcknowledged"
  case referralFindingResolved = "cairn.v1.ReferralFindingResolved"
  case acknowledgementMissed = "cairn.v1.AcknowledgementMissed"
  case caseOpened = "cairn.v1.CaseOpened"
  case ragChanged = "cairn.v1.RagChanged"
  case informationRequested = "cairn.v1.InformationRequested"
  case informationProvided = "cairn.v1.InformationProvided"
  case nilReturned = "cairn.v1.NilReturned"
  case requestDeclined = "cairn.v1.RequestDeclined"
  case thresholdDecided = "cairn.v1.ThresholdDecided"
  case referralAttached = "cairn.v1.ReferralAttached"
  case caseJoined = "cairn.v1.CaseJoined"
  case caseLinked = "cairn.v1.CaseLinked"
  case childCorrected = "cairn.v1.ChildCorrected"
  case findingResolved = "cairn.v1.FindingResolved"
  case caseClosed = "cairn.v1.CaseClosed"
  case caseReopened = "cairn.v1.CaseReopened"
  case deadlineMissed = "cairn.v1.DeadlineMissed"
  case accessGranted = "cairn.v1.AccessGranted"
  case accessEnded = "cairn.v1.AccessEnded"
  case glassBroken = "cairn.v1.GlassBroken"
  case glassReviewed = "cairn.v1.GlassReviewed"
  case sharingDecided = "cairn.v1.SharingDecided"
  case caseSealed = "cairn.v1.CaseSealed"
  case caseUnsealed = "cairn.v1.CaseUnsealed"
  case categoriesSealed = "cairn.v1.CategoriesSealed"
  case contributionSealed = "cairn.v1.ContributionSealed"
  case sealReleased = "cairn.v1.SealReleased"

  /// The version of the event's form that this version of the product writes.
  package var schemaVersion: UInt32 { 1 }

  /// What the sealed parts hold, from part 1 on; `nil` if the event never has so many.
  package func partKinds(count: Int) -> [EventPart.Kind]? {
    switch self {
    case .referralReceived:
      guard (2...2 + Limits.adultsMax).contains(count) else { return nil }
      return [.main(self), .reporter] + Array(repeating: .adult, count: count - 2)
    default: return count == 1 ? [.main(self)] : nil
    }
  }

  /// The types that stand on the streams of cases.
  package static let ofCases: Set<EventType> = [
    .caseOpened, .ragChanged, .informationRequested, .informationProvided, .nilReturned, .requestDeclined,
    .thresholdDecided, .referralAttached, .caseJoined, .caseLinked, .childCorrected, .findingResolved, .caseClosed,
    .caseReopened, .deadlineMissed, .accessGranted, .accessEnded, .glassBroken, .glassReviewed, .sharingDecided,
    .caseSealed, .caseUnsealed,
  ]

  /// The types that stand on the streams of what agencies sealed in a case.
  package static let ofSeals: Set<EventType> = [.categoriesSealed, .contributionSealed, .sealReleased]

  /// The types that say who may look into a case, and which cases speak of each other.
  package static let ofProtection: Set<EventType> = ofSeals.union([
    .accessGranted, .accessEnded, .glassBroken, .glassReviewed, .caseSealed, .caseUnsealed, .referralAttached,
    .caseJoined, .caseLinked,
  ])

  /// The types that stand on the streams of agencies' staff registers.
  package static let ofStaff: Set<EventType> = [.staffRegistered, .staffRolesChanged, .staffEnded]

  /// The types that stand on the streams of agencies.
  package static let ofAgencies: Set<EventType> = [.agencyRegistered, .signingKeyRegistered]

  /// The types that stand on the streams of agreements.
  package static let ofAgreements: Set<EventType> = [
    .agreementDrafted, .agreementSigned, .agreementSuspended, .agreementResumed, .agreementEnded,
  ]

  /// The types that stand on the stream of the hub's certificates.
  package static let ofCertificates: Set<EventType> = [.authorityIssued, .certificateIssued, .certificateRevoked]

  /// The types that stand on the streams of referrals.
  package static let ofReferrals: Set<EventType> = [
    .referralReceived, .referrerAcknowledged, .referralFindingResolved, .acknowledgementMissed,
  ]
}
