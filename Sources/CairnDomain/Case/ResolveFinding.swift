package import CairnMessages
package import Identifiers

/// A `ResolveFindingRequest` that can be understood.
package struct ResolveFinding: Hashable, Sendable {
  /// Whose finding it is.
  package enum Owner: Hashable, Sendable {
    case ofCase(Identifier128)
    case ofReferral(Identifier128)
  }

  /// Who resolves it, when and why.
  package let context: DecisionContext
  package let owner: Owner
  let finding: FindingName
  let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ResolveFindingRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    var owner: Owner?
    if !request.referralID.isEmpty, !request.caseID.isEmpty {
      faults.add(.oneOwner, at: "referral_id")
    } else if !request.referralID.isEmpty {
      owner = faults.readIdentifier(request.referralID, at: "referral_id").map(Owner.ofReferral)
    } else {
      owner = faults.readIdentifier(request.caseID, at: "case_id").map(Owner.ofCase)
    }
    faults.checkRequired(request.rule, bytesMax: Limits.shortTextBytesMax, at: "rule")
    faults.checkRequired(request.field, bytesMax: Limits.shortTextBytesMax, at: "field")
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let owner else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.owner = owner
    finding = FindingName(rule: request.rule, field: request.field)
    reason = request.reason
  }
}

extension CaseDecider {
  /// Answers a finding about a child with a reason.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, FINDING_UNKNOWN, or why the state of the case does not allow it.
  package static func decide(
    _ command: ResolveFinding, on caseID: Identifier128, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.resolveFinding, command.context)
    guard opened.openFindings.contains(command.finding) else { throw .findingUnknown }
    let resolved = FindingResolved(
      rule: command.finding.rule, field: command.finding.field, reason: command.reason,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.findingResolved(resolved)], on: caseID)]
  }
}

extension Rejection {
  static let findingUnknown = Rejection(
    .notFound, reason: "FINDING_UNKNOWN",
    message: "no such finding is open here: take its rule and field from the view, as they stand there")
}
