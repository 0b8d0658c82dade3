package import CairnCodec
package import CairnDomain
internal import CairnMessages

extension CairnDomain.EventPart {
  /// Lends the part's bytes, before they are sealed.
  func withEncoded<Value>(_ use: (UnsafeRawBufferPointer) -> Value) -> Value {
    switch self {
    case .main(let event): event.withEncodedMain(use)
    case .reporter(let message): CairnCodec.withEncoded(message, use)
    case .adult(let message): CairnCodec.withEncoded(message, use)
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
  /// Lends the bytes of part 1, before they are sealed.
  package func withEncodedMain<Value>(_ use: (UnsafeRawBufferPointer) -> Value) -> Value {
    switch self {
    case .agencyRegistered(let message): withEncoded(message, use)
    case .staffRegistered(let message): withEncoded(message, use)
    case .staffRolesChanged(let message): withEncoded(message, use)
    case .staffEnded(let message): withEncoded(message, use)
    case .signingKeyRegistered(let message): withEncoded(message, use)
    case .agreementDrafted(let message): withEncoded(message, use)
    case .agreementSigned(let message): withEncoded(message, use)
    case .agreementSuspended(let message): withEncoded(message, use)
    case .agreementResumed(let message): withEncoded(message, use)
    case .agreementEnded(let message): withEncoded(message, use)
    case .authorityIssued(let message): withEncoded(message, use)
    case .certificateIssued(let message): withEncoded(message, use)
    case .certificateRevoked(let message): withEncoded(message, use)
    case .referralReceived(let message, _): withEncoded(message.withoutAdults, use)
    case .referrerAcknowledged(let message): withEncoded(message, use)
    case .referralFindingResolved(let message): withEncoded(message, use)
    case .acknowledgementMissed(let message): withEncoded(message, use)
    case .caseOpened(let message): withEncoded(message, use)
    case .ragChanged(let message): withEncoded(message, use)
    case .informationRequested(let message): withEncoded(message, use)
    case .informationProvided(let message): withEncoded(message, use)
    case .nilReturned(let message): withEncoded(message, use)
    case .requestDeclined(let message): withEncoded(message, use)
    case .thresholdDecided(let message): withEncoded(message, use)
    case .referralAttached(let message): withEncoded(message, use)
    case .caseJoined(let message): withEncoded(message, use)
    case .caseLinked(let message): withEncoded(message, use)
    case .childCorrected(let message): withEncoded(message, use)
    case .findingResolved(let message): withEncoded(message, use)
    case .caseClosed(let message): withEncoded(message, use)
    case .caseReopened(let message): withEncoded(message, use)
    case .deadlineMissed(let message): withEncoded(message, use)
    case .accessGranted(let message): withEncoded(message, use)
    case .accessEnded(let message): withEncoded(message, use)
    case .glassBroken(let message): withEncoded(message, use)
    case .glassReviewed(let message): withEncoded(message, use)
    case .sharingDecided(let message): withEncoded(message, use)
    case .caseSealed(let message): withEncoded(message, use)
    case .caseUnsealed(let message): withEncoded(message, use)
    case .categoriesSealed(let message): withEncoded(message, use)
    case .contributionSealed(let message): withEncoded(message, use)
    case .sealReleased(let message): withEncoded(message, use)
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
