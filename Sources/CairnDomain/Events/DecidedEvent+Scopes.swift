internal import CairnMessages
internal import Identifiers

/// Says, for each type of event, whose keys its parts are sealed under.
extension DecidedEvent {
  /// One part under one key.
  private init(_ event: DomainEvent, under scope: DataKeyScope) {
    self.init(event: event, parts: [SealedPart(scope: scope, message: .main(event))])
  }

  /// What the stream of an agency, or of its staff register, holds.
  static func ofAgency(_ event: DomainEvent, stream: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: stream, caseID: stream))
  }

  /// What an agreement's stream holds.
  static func ofAgreement(_ event: DomainEvent, stream: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: stream, caseID: stream))
  }

  /// What the stream of the hub's certificates holds.
  static func ofCertificates(_ event: DomainEvent, stream: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: stream, caseID: stream))
  }

  /// What an agency sealed in a case, under a key of that stream alone: the case's own key would tell in the log which case it
  /// is of.
  static func ofSeals(_ event: DomainEvent, stream: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: stream, caseID: stream))
  }

  /// What concerns several people or nobody, under the referral's own key.
  static func ofReferral(_ event: DomainEvent, referral: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: referral, caseID: referral))
  }

  /// What concerns a child, under their key in the case.
  static func ofCase(_ event: DomainEvent, person: Identifier128, caseID: Identifier128) -> Self {
    Self(event, under: DataKeyScope(subject: person, caseID: caseID))
  }

  /// A referral; the reporter, and each adult whom it names, under keys of their own.
  static func referralReceived(
    _ received: ReferralReceived, reporter: ReferralReporter, identifiers: ReferralIdentifiers
  ) -> Self {
    let event = DomainEvent.referralReceived(received, reporter: reporter)
    let referralID = identifiers.referralID
    func part(of subject: Identifier128, _ message: EventPart) -> SealedPart {
      SealedPart(scope: DataKeyScope(subject: subject, caseID: referralID), message: message)
    }
    return Self(
      event: event,
      parts: [part(of: referralID, .main(event)), part(of: identifiers.reporterID, .reporter(reporter))]
        + zip(identifiers.adultIDs, received.adults).map { part(of: $0, .adult(ReferralAdult(adult: $1))) })
  }
}
