package import CairnMessages
package import Identifiers

/// An `EndAccessRequest` that can be understood.
package struct EndAccess: Hashable, Sendable {
  /// Who ends it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let grantID: Identifier128
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: EndAccessRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let grantID = faults.readIdentifier(request.grantID, at: "grant_id")
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let grantID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.grantID = grantID
    reason = request.reason
  }
}

extension CaseDecider {
  /// Ends a grant before its time; a broken glass as well.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, GRANT_UNKNOWN or GRANT_ENDED.
  package static func decide(_ command: EndAccess, _ state: State) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(AccessServiceMethods.endAccess, command.context)
    guard let grant = opened.protection.grants.grant(command.grantID) else { throw .grantUnknown }
    let now = command.context.recordedAtMicroseconds
    guard now < grant.end else { throw .sequence(.grantEndedOnce) }
    let ended = AccessEnded(
      grantID: command.grantID.description, endAtUs: now, reason: command.reason,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.accessEnded(ended)], on: command.caseID)]
  }
}

extension Rejection {
  static let grantUnknown = Rejection(
    .notFound, reason: "GRANT_UNKNOWN", message: "the case has no such grant: take its id from the view of the case")
}
