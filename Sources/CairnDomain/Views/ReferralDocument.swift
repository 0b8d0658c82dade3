package import CairnMessages
internal import Identifiers

/// What is shown of a referral, folded from its few events whenever it is asked for.
package struct ReferralDocument: Hashable, Sendable {
  package let caseIDs: [String]
  package let referral: ReferralView
  package let adults: [Adult]
  /// What is wrong with the data and not resolved.
  package private(set) var findings: [Finding]
  package private(set) var resolvedFindings: [ResolvedFinding] = []
  /// Runs until the referrer is told that the referral came.
  package private(set) var acknowledgement: CaseClock
  /// When the referrer was told, RFC 3339 with an offset, and what; empty until then.
  package private(set) var acknowledgedAt = ""
  package private(set) var acknowledgementMessage = ""

  /// The document of a referral after one more event of its stream.
  ///
  /// - Parameter document: `nil` before the first event.
  package static func fold(
    _ document: ReferralDocument?, _ event: DomainEvent, _ envelope: EventEnvelope
  ) -> ReferralDocument? {
    if case .referralReceived(let received, let reporter) = event {
      return ReferralDocument(received, reporter, envelope)
    }
    guard var document else { return nil }
    document.apply(event, envelope)
    return document
  }

  private init(_ received: ReferralReceived, _ reporter: ReferralReporter?, _ envelope: EventEnvelope) {
    caseIDs = received.children.map(\.caseID)
    referral = ReferralView(
      referralID: envelope.stream.description, agencyID: envelope.agencyID,
      agencyReference: received.agencyReference, source: received.source, primaryNeed: received.primaryNeed,
      narrative: received.narrative, reporter: reporter?.reporter, statements: received.statements,
      occurredAt: received.occurredAt, recordedAtUs: envelope.recordedAtMicroseconds)
    adults = received.adults
    findings = received.findings
    acknowledgement = CaseClock(
      .acknowledgement, startedAt: envelope.recordedAtMicroseconds, dueAt: received.acknowledgementDueAtUs)
  }

  private mutating func apply(_ event: DomainEvent, _ envelope: EventEnvelope) {
    acknowledgement.apply(event, recordedAt: envelope.recordedAtMicroseconds)
    switch event {
    case .referrerAcknowledged(let acknowledged):
      acknowledgedAt = acknowledged.occurredAt
      acknowledgementMessage = acknowledged.message
    case .referralFindingResolved(let resolved):
      let name = FindingName(rule: resolved.rule, field: resolved.field)
      guard let index = findings.firstIndex(where: { FindingName($0) == name }) else { return }
      resolvedFindings.append(
        ResolvedFinding(
          finding: findings.remove(at: index), reason: resolved.reason, agencyID: envelope.agencyID,
          recordedAtUs: envelope.recordedAtMicroseconds))
    default: break
    }
  }
}
