package import CairnMessages

/// Something that happened and stands in the log. It is handed on more often than it is looked into, so its cases are
/// boxed.
package indirect enum DomainEvent: Hashable, Sendable {
  case agencyRegistered(AgencyRegistered)
  case staffRegistered(StaffRegistered)
  case staffRolesChanged(StaffRolesChanged)
  case staffEnded(StaffEnded)
  case signingKeyRegistered(SigningKeyRegistered)
  case agreementDrafted(AgreementDrafted)
  case agreementSigned(AgreementSigned)
  case agreementSuspended(AgreementSuspended)
  case agreementResumed(AgreementResumed)
  case agreementEnded(AgreementEnded)
  case authorityIssued(AuthorityIssued)
  case certificateIssued(CertificateIssued)
  case certificateRevoked(CertificateRevoked)
  /// The reporter is sealed under a key of their own; `nil` once that key is erased.
  case referralReceived(ReferralReceived, reporter: ReferralReporter?)
  case referrerAcknowledged(ReferrerAcknowledged)
  case referralFindingResolved(ReferralFindingResolved)
  case acknowledgementMissed(AcknowledgementMissed)
  case caseOpened(CaseOpened)
  case ragChanged(RagChanged)
  case informationRequested(InformationRequested)
  case informationProvided(InformationProvided)
  case nilReturned(NilReturned)
  case requestDeclined(RequestDeclined)
  case thresholdDecided(ThresholdDecided)
  case referralAttached(ReferralAttached)
  case caseJoined(CaseJoined)
  case caseLinked(CaseLinked)
  case childCorrected(ChildCorrected)
  case findingResolved(FindingResolved)
  case caseClosed(CaseClosed)
  case caseReopened(CaseReopened)
  case deadlineMissed(DeadlineMissed)
  case accessGranted(AccessGranted)
  case accessEnded(AccessEnded)
  case glassBroken(GlassBroken)
  case glassReviewed(GlassReviewed)
  case sharingDecided(SharingDecided)
  case caseSealed(CaseSealed)
  case caseUnsealed(CaseUnsealed)
  case categoriesSealed(CategoriesSealed)
  case contributionSealed(ContributionSealed)
  case sealReleased(SealReleased)

  /// Its type, whose raw value is the name that the log keeps.
  package var type: EventType {
    switch self {
    case .agencyRegistered: .agencyRegistered
    case .staffRegistered: .staffRegistered
    case .staffRolesChanged: .staffRolesChanged
    case .staffEnded: .staffEnded
    case .signingKeyRegistered: .signingKeyRegistered
    case .agreementDrafted: .agreementDrafted
    case .agreementSigned: .agreementSigned
    case .agreementSuspended: .agreementSuspended
    case .agreementResumed: .agreementResumed
    case .agreementEnded: .agreementEnded
    case .authorityIssued: .authorityIssued
    case .certificateIssued: .certificateIssued
    case .certificateRevoked: .certificateRevoked
    case .referralReceived: .referralReceived
    case .referrerAcknowledged: .referrerAcknowledged
    case .referralFindingResolved: .referralFindingResolved
    case .acknowledgementMissed: .acknowledgementMissed
    case .caseOpened: .caseOpened
    case .ragChanged: .ragChanged
    case .informationRequested: .informationRequested
    case .informationProvided: .informationProvided
    case .nilReturned: .nilReturned
    case .requestDeclined: .requestDeclined
    case .thresholdDecided: .thresholdDecided
    case .referralAttached: .referralAttached
    case .caseJoined: .caseJoined
    case .caseLinked: .caseLinked
    case .childCorrected: .childCorrected
    case .findingResolved: .findingResolved
    case .caseClosed: .caseClosed
    case .caseReopened: .caseReopened
    case .deadlineMissed: .deadlineMissed
    case .accessGranted: .accessGranted
    case .accessEnded: .accessEnded
    case .glassBroken: .glassBroken
    case .glassReviewed: .glassReviewed
    case .sharingDecided: .sharingDecided
    case .caseSealed: .caseSealed
    case .caseUnsealed: .caseUnsealed
    case .categoriesSealed: .categoriesSealed
    case .contributionSealed: .contributionSealed
    case .sealReleased: .sealReleased
    }
  }

  /// Puts an event together from its opened parts.
  ///
  /// - Parameter parts: from part 1 on, in the order of `EventType.partKinds`; `nil` for a part whose key is erased.
  /// - Returns: `nil` if the first part is erased, or if the parts are not those of the type.
  package init?(_ type: EventType, parts: [EventPart?]) {
    guard let kinds = type.partKinds(count: parts.count), case .main(let event) = parts[0], event.type == type,
      zip(kinds, parts).allSatisfy({ kind, part in part.map { $0.kind == kind } ?? true })
    else { return nil }
    guard case .referralReceived(var received, _) = event else {
      self = event
      return
    }
    // Of somebody who is erased the place stays, so that what is said of the others still points at them.
    received.adults = parts.dropFirst(2).map { part in
      if case .adult(let adult) = part { adult.adult ?? Adult() } else { Adult() }
    }
    if case .reporter(let reporter) = parts[1] {
      self = .referralReceived(received, reporter: reporter)
    } else {
      self = .referralReceived(received, reporter: nil)
    }
  }
}

extension EventPart {
  fileprivate var kind: Kind {
    switch self {
    case .main(let event): .main(event.type)
    case .reporter: .reporter
    case .adult: .adult
    }
  }
}
