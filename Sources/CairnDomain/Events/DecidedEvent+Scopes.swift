internal import CairnMessages
internal import Identifiers

/// Says, for each type of event, whose keys its parts are sealed under.
extension DecidedEvent {
  static func agencyRegistered(_ registered: AgencyRegistered, stream: Identifier128) -> Self {
    Self(
      event: .agencyRegistered(registered),
      parts: [
        SealedPart(scope: DataKeyScope(subject: stream, caseID: stream), message: .agencyRegistered(registered))
      ])
  }

  /// What concerns several people or nobody is sealed under the referral's own key, the reporter under theirs.
  static func referralReceived(
    _ received: ReferralReceived, reporter: ReferralReporter, referral: Identifier128, reporterSubject: Identifier128
  ) -> Self {
    Self(
      event: .referralReceived(received, reporter: reporter),
      parts: [
        SealedPart(scope: DataKeyScope(subject: referral, caseID: referral), message: .referralReceived(received)),
        SealedPart(
          scope: DataKeyScope(subject: reporterSubject, caseID: referral), message: .referralReporter(reporter)),
      ])
  }

  static func caseOpened(_ opened: CaseOpened, person: Identifier128, caseID: Identifier128) -> Self {
    Self(
      event: .caseOpened(opened),
      parts: [SealedPart(scope: DataKeyScope(subject: person, caseID: caseID), message: .caseOpened(opened))])
  }

  static func ragChanged(_ changed: RagChanged, person: Identifier128, caseID: Identifier128) -> Self {
    Self(
      event: .ragChanged(changed),
      parts: [SealedPart(scope: DataKeyScope(subject: person, caseID: caseID), message: .ragChanged(changed))])
  }
}
