package import CairnMessages
package import Identifiers

/// A `ReopenRequest` that can be understood.
package struct ReopenCase: Hashable, Sendable {
  /// Who reopens it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  /// The case that the new referral has opened; `nil` if there is none.
  package let rereferralCaseID: Identifier128?
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ReopenRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let rereferral =
      request.rereferralCaseID.isEmpty
      ? nil : faults.readIdentifier(request.rereferralCaseID, at: "rereferral_case_id")
    if let rereferral, rereferral == caseID { faults.add(.twoCases, at: "rereferral_case_id") }
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    rereferralCaseID = rereferral
    reason = request.reason
  }
}

extension CaseDecider {
  /// Begins a case anew. With a new referral, whose case is joined to it, its clocks count from when that came; otherwise from
  /// now.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, EPISODE_OPEN, SAME_REFERRAL, or why the state of the cases does not allow
  ///   it.
  package static func decide(
    _ command: ReopenCase, clocks: ClockSettings = .standard, _ state: State, rereferral: State?
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.reopen, command.context)
    let occurredAt = command.context.occurredAt.text
    // A new referral has waited since it came, not since somebody saw that it is of this child.
    let joined = try command.rereferralCaseID.map { id throws(Rejection) in
      (id: id, state: try (rereferral ?? .notOpened).joinable(to: opened, command.context))
    }
    let start = joined?.state.clocksStartedAt ?? command.context.recordedAtMicroseconds
    let reopened = DomainEvent.caseReopened(
      CaseReopened(
        reason: command.reason, informationDueAtUs: clocks.informationDue(.unspecified, afterMicroseconds: start),
        decisionDueAtUs: clocks.decisionDue(afterMicroseconds: start), occurredAt: occurredAt, clocksStartedAtUs: start)
    )
    guard let joined else { return [opened.decision([reopened], on: command.caseID)] }
    let joining = Joining(
      joined: joined, into: (command.caseID, opened), reason: command.reason, occurredAt: occurredAt)
    return joining.decisions(after: [reopened])
  }
}
