package import CairnMessages
package import Identifiers

/// A `LinkCasesRequest` that can be understood.
package struct LinkCases: Hashable, Sendable {
  /// Who links them, when and why.
  package let context: DecisionContext
  package let caseID: Identifier128
  package let otherCaseID: Identifier128
  fileprivate let relation: CaseRelation
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: LinkCasesRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let otherCaseID = faults.readIdentifier(request.otherCaseID, at: "other_case_id")
    if let caseID, caseID == otherCaseID { faults.add(.twoCases, at: "other_case_id") }
    switch request.relation {
    case .sibling, .household: break
    case .unspecified: faults.add(.required, at: "relation")
    case .unrecognized: faults.add(.knownCode, at: "relation")
    }
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let otherCaseID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.otherCaseID = otherCaseID
    relation = request.relation
    reason = request.reason
  }
}

extension CaseDecider {
  /// Links two cases, on the streams of both.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, ALREADY_LINKED, or why the state of the cases does not allow it.
  package static func decide(
    _ command: LinkCases, _ state: State, other: State
  ) throws(Rejection) -> [StreamDecision] {
    let cases = [
      (
        id: command.caseID, other: command.otherCaseID,
        state: try state.admitting(CaseServiceMethods.linkCases, command.context)
      ),
      (
        id: command.otherCaseID, other: command.caseID,
        state: try other.admitting(CaseServiceMethods.linkCases, command.context)
      ),
    ]
    let link = OpenedCase.Link(caseID: command.otherCaseID.description, relation: command.relation)
    guard !cases[0].state.links.contains(link) else { throw .sequence(.linkedOnce) }
    guard cases.allSatisfy({ $0.state.links.count < Limits.linksMax }) else { throw .sequence(.linksInLimit) }
    return cases.map { one in
      let linked = CaseLinked(
        otherCaseID: one.other.description, relation: command.relation, reason: command.reason,
        occurredAt: command.context.occurredAt.text)
      return one.state.decision([.caseLinked(linked)], on: one.id)
    }
  }
}
