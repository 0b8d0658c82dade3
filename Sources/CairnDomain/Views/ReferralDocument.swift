package import CairnMessages
internal import Identifiers

/// What is shown of a referral. It says no more than one event does, so it is folded whenever it is asked for.
package struct ReferralDocument: Hashable, Sendable {
  package let caseIDs: [String]
  package let referral: ReferralView
  package let findings: [Finding]

  /// The document of a referral after one more event of its stream.
  ///
  /// - Parameter document: `nil` before the first event.
  package static func fold(
    _ document: ReferralDocument?, _ event: DomainEvent, _ envelope: EventEnvelope
  ) -> ReferralDocument? {
    guard case .referralReceived(let received, let reporter) = event else { return document }
    return ReferralDocument(
      caseIDs: received.children.map(\.caseID),
      referral: ReferralView(
        referralID: envelope.stream.description, agencyID: envelope.agencyID,
        agencyReference: received.agencyReference, source: received.source, primaryNeed: received.primaryNeed,
        narrative: received.narrative, reporter: reporter?.reporter, statements: received.statements,
        occurredAt: received.occurredAt, recordedAtUs: envelope.recordedAtMicroseconds),
      findings: received.findings)
  }
}
