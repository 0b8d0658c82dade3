package import CairnMessages
package import Identifiers

/// An `AcknowledgeReferrerRequest` that can be understood.
package struct AcknowledgeReferrer: Hashable, Sendable {
  /// Who acknowledges it, when and why.
  package let context: DecisionContext
  /// The referral, which is also its stream's id.
  package let referralID: Identifier128
  fileprivate let message: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: AcknowledgeReferrerRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let referralID = faults.readIdentifier(request.referralID, at: "referral_id")
    faults.checkLength(request.message, bytesMax: Limits.rationaleBytesMax, at: "message")
    try faults.rejectIfAny()
    guard let context, let referralID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.referralID = referralID
    message = request.message
  }
}

extension ReferralDecider {
  /// Tells the referrer that the referral came.
  ///
  /// - Throws: `Rejection` REFERRAL_UNKNOWN, ACKNOWLEDGED_ALREADY.
  package static func decide(_ command: AcknowledgeReferrer, _ state: State) throws(Rejection) -> [StreamDecision] {
    guard case .received(let received) = state else { throw .referralUnknown }
    guard received.acknowledgement.isRunning else { throw .sequence(.acknowledgedOnce) }
    let acknowledged = ReferrerAcknowledged(message: command.message, occurredAt: command.context.occurredAt.text)
    return [decision(.referrerAcknowledged(acknowledged), on: command.referralID)]
  }

  /// Answers a finding about a referral as a whole with a reason.
  ///
  /// - Throws: `Rejection` REFERRAL_UNKNOWN, FINDING_UNKNOWN.
  package static func decide(
    _ command: ResolveFinding, on referralID: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    guard case .received(let received) = state else { throw .referralUnknown }
    guard received.openFindings.contains(command.finding) else { throw .findingUnknown }
    let resolved = ReferralFindingResolved(
      rule: command.finding.rule, field: command.finding.field, reason: command.reason,
      occurredAt: command.context.occurredAt.text)
    return [decision(.referralFindingResolved(resolved), on: referralID)]
  }

  static func decision(_ event: DomainEvent, on referralID: Identifier128) -> StreamDecision {
    StreamDecision(stream: referralID, kind: .referral, events: [.ofReferral(event, referral: referralID)])
  }
}

extension Rejection {
  /// The answer for a referral that is not there, and for one that the caller may not know of.
  static let referralUnknown = Rejection(
    .notFound, reason: "REFERRAL_UNKNOWN", message: "there is no such referral: check its id")
}
