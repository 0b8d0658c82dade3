package import CairnMessages
package import Identifiers

/// A `SuspendAgreementRequest`, `ResumeAgreementRequest` or `EndAgreementRequest` that can be understood.
package struct StopAgreement: Hashable, Sendable {
  fileprivate enum Change: Hashable, Sendable {
    case suspend
    case resume
    case end
  }

  /// Who does it, when and why.
  package let context: DecisionContext
  /// The agreement's id, from which its stream's id is derived.
  package let agreementID: AgreementID
  fileprivate let change: Change
  fileprivate let reason: String

  /// Reads a request to suspend.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SuspendAgreementRequest, from caller: Caller) throws(Rejection) {
    try self.init(.suspend, request.context, request.agreementID, request.reason, from: caller)
  }

  /// Reads a request to resume.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ResumeAgreementRequest, from caller: Caller) throws(Rejection) {
    try self.init(.resume, request.context, request.agreementID, request.reason, from: caller)
  }

  /// Reads a request to end.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: EndAgreementRequest, from caller: Caller) throws(Rejection) {
    try self.init(.end, request.context, request.agreementID, request.reason, from: caller)
  }

  private init(
    _ change: Change, _ context: CommandContext?, _ agreementID: String, _ reason: String, from caller: Caller
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: context, from: caller, faults: &faults)
    let agreementID = faults.readAgreementID(agreementID, at: "agreement_id")
    faults.checkRequired(reason, bytesMax: Limits.termBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let agreementID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.agreementID = agreementID
    self.change = change
    self.reason = reason
  }
}

extension AgreementDecider {
  /// Suspends, resumes or ends an agreement, whatever version of it is in force.
  ///
  /// - Throws: `Rejection` AGREEMENT_UNKNOWN, AGREEMENT_ENDED, ALREADY_SUSPENDED or NOT_SUSPENDED.
  package static func decide(
    _ command: StopAgreement, stream: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let record = try state.open()
    let (reason, occurredAt) = (command.reason, command.context.occurredAt.text)
    let event: DomainEvent
    switch command.change {
    case .suspend:
      guard record.standing == .standing else { throw .sequence(.suspendedOnce) }
      event = .agreementSuspended(AgreementSuspended(reason: reason, occurredAt: occurredAt))
    case .resume:
      guard record.standing == .suspended else { throw .sequence(.resumedOnceSuspended) }
      event = .agreementResumed(AgreementResumed(reason: reason, occurredAt: occurredAt))
    case .end: event = .agreementEnded(AgreementEnded(reason: reason, occurredAt: occurredAt))
    }
    return [StreamDecision(onAgreement: stream, event)]
  }
}
