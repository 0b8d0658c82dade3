package import CairnCodec
package import CairnDomain
internal import CairnMessages

extension CairnDomain.EventPart {
  /// The part's bytes, before they are sealed.
  var encoded: [UInt8] {
    switch self {
    case .main(let event): event.encodedMain
    case .reporter(let message): encode(message)
    case .adult(let message): encode(message)
    }
  }

  /// A part of its opened bytes.
  init(_ kind: Kind, bytes: [UInt8]) throws(WireError) {
    switch kind {
    case .main(let type): self = .main(try DomainEvent(type, main: bytes))
    case .reporter: self = .reporter(try decode(ReferralReporter.self, from: bytes))
    case .adult: self = .adult(try decode(ReferralAdult.self, from: bytes))
    }
  }
}

extension DomainEvent {
  /// The bytes of part 1, before they are sealed.
  package var encodedMain: [UInt8] {
    switch self {
    case .agencyRegistered(let message): encode(message)
    case .staffRegistered(let message): encode(message)
    case .staffRolesChanged(let message): encode(message)
    case .staffEnded(let message): encode(message)
    case .signingKeyRegistered(let message): encode(message)
    case .agreementDrafted(let message): encode(message)
    case .agreementSigned(let message): encode(message)
    case .agreementSuspended(let message): encode(message)
    case .agreementResumed(let message): encode(message)
    case .agreementEnded(let message): encode(message)
    case .authorityIssued(let message): encode(message)
    case .certificateIssued(let message): encode(message)
    case .certificateRevoked(let message): encode(message)
    case .referralReceived(let message, _): encode(message.withoutAdults)
    case .referrerAcknowledged(let message): encode(message)
    case .referralFindingResolved(let message): encode(message)
    case .acknowledgementMissed(let message): encode(message)
    case .caseOpened(let message): encode(message)
    case .ragChanged(let message): encode(message)
    case .informationRequested(let message): encode(message)
    case .informationProvided(let message): encode(message)
    case .nilReturned(let message): encode(message)
    case .requestDeclined(let message): encode(message)
    case .thresholdDecided(let message): encode(message)
    case .referralAttached(let message): encode(message)
    case .caseJoined(let message): encode(message)
    case .caseLinked(let message): encode(message)
    case .childCorrected(let message): encode(message)
    case .findingResolved(let message): encode(message)
    case .caseClosed(let message): encode(message)
    case .caseReopened(let message): encode(message)
    case .deadlineMissed(let message): encode(message)
    case .accessGranted(let message): encode(message)
    case .accessEnded(let message): encode(message)
    case .glassBroken(let message): encode(message)
    case .glassReviewed(let message): encode(message)
    case .sharingDecided(let message): encode(message)
    case .caseSealed(let message): encode(message)
    case .caseUnsealed(let message): encode(message)
    case .categoriesSealed(let message): encode(message)
    case .contributionSealed(let message): encode(message)
    case .sealReleased(let message): encode(message)
    }
  }

  /// An event of part 1 alone, opened.
  ///
  /// - Throws: `WireError` if the bytes are no message of the type.
  package init(_ type: EventType, main bytes: [UInt8]) throws(WireError) {
    self =
      switch type {
      case .agencyRegistered: .agencyRegistered(try decode(AgencyRegistered.self, from: bytes))
      case .staffRegistered: .staffRegistered(try decode(StaffRegistered.self, from: bytes))
      case .staffRolesChanged: .staffRolesChanged(try decode(StaffRolesChanged.self, from: bytes))
      case .staffEnded: .staffEnded(try decode(StaffEnded.self, from: bytes))
      case .signingKeyRegistered: .signingKeyRegistered(try decode(SigningKeyRegistered.self, from: bytes))
      case .agreementDrafted: .agreementDrafted(try decode(AgreementDrafted.self, from: bytes))
      case .agreementSigned: .agreementSigned(try decode(AgreementSigned.self, from: bytes))
      case .agreementSuspended: .agreementSuspended(try decode(AgreementSuspended.self, from: bytes))
      case .agreementResumed: .agreementResumed(try decode(AgreementResumed.self, from: bytes))
      case .agreementEnded: .agreementEnded(try decode(AgreementEnded.self, from: bytes))
      case .authorityIssued: .authorityIssued(try decode(AuthorityIssued.self, from: bytes))
      case .certificateIssued: .certificateIssued(try decode(CertificateIssued.self, from: bytes))
      case .certificateRevoked: .certificateRevoked(try decode(CertificateRevoked.self, from: bytes))
      case .referralReceived: .referralReceived(try decode(ReferralReceived.self, from: bytes), reporter: nil)
      case .referrerAcknowledged: .referrerAcknowledged(try decode(ReferrerAcknowledged.self, from: bytes))
      case .referralFindingResolved:
        .referralFindingResolved(try decode(ReferralFindingResolved.self, from: bytes))
      case .acknowledgementMissed: .acknowledgementMissed(try decode(AcknowledgementMissed.self, from: bytes))
      case .caseOpened: .caseOpened(try decode(CaseOpened.self, from: bytes))
      case .ragChanged: .ragChanged(try decode(RagChanged.self, from: bytes))
      case .informationRequested: .informationRequested(try decode(InformationRequested.self, from: bytes))
      case .informationProvided: .informationProvided(try decode(InformationProvided.self, from: bytes))
      case .nilReturned: .nilReturned(try decode(NilReturned.self, from: bytes))
      case .requestDeclined: .requestDeclined(try decode(RequestDeclined.self, from: bytes))
      case .thresholdDecided: .thresholdDecided(try decode(ThresholdDecided.self, from: bytes))
      case .referralAttached: .referralAttached(try decode(ReferralAttached.self, from: bytes))
      case .caseJoined: .caseJoined(try decode(CaseJoined.self, from: bytes))
      case .caseLinked: .caseLinked(try decode(CaseLinked.self, from: bytes))
      case .childCorrected: .childCorrected(try decode(ChildCorrected.self, from: bytes))
      case .findingResolved: .findingResolved(try decode(FindingResolved.self, from: bytes))
      case .caseClosed: .caseClosed(try decode(CaseClosed.self, from: bytes))
      case .caseReopened: .caseReopened(try decode(CaseReopened.self, from: bytes))
      case .deadlineMissed: .deadlineMissed(try decode(DeadlineMissed.self, from: bytes))
      case .accessGranted: .accessGranted(try decode(AccessGranted.self, from: bytes))
      case .accessEnded: .accessEnded(try decode(AccessEnded.self, from: bytes))
      case .glassBroken: .glassBroken(try decode(GlassBroken.self, from: bytes))
      case .glassReviewed: .glassReviewed(try decode(GlassReviewed.self, from: bytes))
      case .sharingDecided: .sharingDecided(try decode(SharingDecided.self, from: bytes))
      case .caseSealed: .caseSealed(try decode(CaseSealed.self, from: bytes))
      case .caseUnsealed: .caseUnsealed(try decode(CaseUnsealed.self, from: bytes))
      case .categoriesSealed: .categoriesSealed(try decode(CategoriesSealed.self, from: bytes))
      case .contributionSealed: .contributionSealed(try decode(ContributionSealed.self, from: bytes))
      case .sealReleased: .sealReleased(try decode(SealReleased.self, from: bytes))
      }
  }
}

extension ReferralReceived {
  /// As part 1 holds it: adults have parts of their own.
  fileprivate var withoutAdults: ReferralReceived {
    guard !adults.isEmpty else { return self }
    var part = self
    part.adults = []
    return part
  }
}
