package import CairnMessages
package import Identifiers

/// A `CorrectRequest` that can be understood.
package struct CorrectChild: Sendable {
  /// Who corrects it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let child: Child
  fileprivate let reason: String
  fileprivate let rules: RuleSet

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(
    validating request: CorrectRequest, from caller: Caller, rules: RuleSet = .current
  ) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, rules: rules, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    if let child = request.child { faults.check(child, at: "child") } else { faults.add(.required, at: "child") }
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let child = request.child else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.child = child
    self.rules = rules
    reason = request.reason
  }
}

extension CaseDecider {
  /// Puts right what the record says of the child. It is possible as long as the record is kept.
  ///
  /// Source: UK GDPR Art 16.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, or why the state of the case does not allow it.
  package static func decide(_ command: CorrectChild, _ state: State) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.correct, command.context)
    let findings = Findings(
      of: command.child, referredOn: opened.referredOn, context: command.context, rules: command.rules)
    let corrected = ChildCorrected(
      child: command.child, findings: findings.ofChildren[0], reason: command.reason,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.childCorrected(corrected)], on: command.caseID)]
  }
}
