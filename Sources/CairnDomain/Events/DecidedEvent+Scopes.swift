internal import CairnMessages
internal import Identifiers

/// Says, for each type of event, whose keys its parts are sealed under.
extension DecidedEvent {
  /// One part under one key.
  private init(_ event: DomainEvent, under scope: DataKeyScope) {
    self.init(event: event, parts: [SealedPart(scope: scope, message: .main(event))])
  }

  /// What an agency's stream holds.
  static func ofAgency(_ event: DomainEvent, stream: Identifier128) -> Self {
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

  /// A referral, and the reporter under a key of theirs.
  static func referralReceived(
    _ received: ReferralReceived, reporter: ReferralReporter, referral: Identifier128, reporterSubject: Identifier128
  ) -> Self {
    let event = DomainEvent.referralReceived(received, reporter: reporter)
    return Self(
      event: event,
      parts: [
        SealedPart(scope: DataKeyScope(subject: referral, caseID: referral), message: .main(event)),
        SealedPart(scope: DataKeyScope(subject: reporterSubject, caseID: referral), message: .reporter(reporter)),
      ])
  }
}
