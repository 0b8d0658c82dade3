package import CairnMessages
package import Identifiers

/// A `CloseRequest` that can be understood.
package struct CloseCase: Hashable, Sendable {
  /// Who closes it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let closedOn: CivilDate
  fileprivate let request: CloseRequest

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: CloseRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let today = LondonTime.date(atMicroseconds: caller.nowMicroseconds)
    if request.reasonCode.isBlank {
      faults.add(.closureReasonGiven, at: "reason_code")
    } else if !CodeList.closureReason.contains(request.reasonCode, on: today) {
      faults.add(.closureReasonCode, at: "reason_code")
    }
    let closedOn = CivilDate(request.closedOn)
    if request.closedOn.isBlank {
      faults.add(.closureDateGiven, at: "closed_on")
    } else if closedOn == nil {
      faults.add(.dayReadable, at: "closed_on")
    } else if let closedOn, let today, closedOn > today {
      faults.add(.closureNotInFuture, at: "closed_on")
    }
    faults.checkLength(request.summary, bytesMax: Limits.rationaleBytesMax, at: "summary")
    try faults.rejectIfAny()
    guard let context, let caseID, let closedOn else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.closedOn = closedOn
    self.request = request
  }
}

extension CaseDecider {
  /// Closes a case that was decided and is not with social care.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, CLOSED_BEFORE_REFERRAL, or why the state of the case does not allow it.
  package static func decide(_ command: CloseCase, _ state: State) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.close, command.context)
    if let begunOn = opened.begunOn, command.closedOn < begunOn { throw .sequence(.closureAfterReferral) }
    let closed = CaseClosed(
      reasonCode: command.request.reasonCode, closedOn: command.request.closedOn, summary: command.request.summary,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.caseClosed(closed)], on: command.caseID)]
  }
}
