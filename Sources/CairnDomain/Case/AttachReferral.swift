package import CairnMessages
package import Identifiers

/// An `AttachReferralRequest` that can be understood.
package struct AttachReferral: Hashable, Sendable {
  /// Who joins them, when and why.
  package let context: DecisionContext
  /// The case that goes on.
  package let caseID: Identifier128
  /// The case that ends.
  package let joinedCaseID: Identifier128
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: AttachReferralRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let joinedCaseID = faults.readIdentifier(request.joinedCaseID, at: "joined_case_id")
    if let caseID, caseID == joinedCaseID { faults.add(.twoCases, at: "joined_case_id") }
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let joinedCaseID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.joinedCaseID = joinedCaseID
    reason = request.reason
  }
}

extension CaseDecider {
  /// Joins a case that another referral opened for the same child to one that is open already.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, SAME_REFERRAL, or why the state of the cases does not allow it.
  package static func decide(
    _ command: AttachReferral, _ state: State, joined: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(CaseServiceMethods.attachReferral, command.context)
    let joinable = try joined.joinable(to: opened, command.context)
    let joining = Joining(
      joined: (command.joinedCaseID, joinable), into: (command.caseID, opened), reason: command.reason,
      occurredAt: command.context.occurredAt.text)
    return joining.decisions(after: [])
  }
}

extension CaseDecider.State {
  /// The case, if it can be joined to another: nobody has ever decided on it, no agency was asked in it, and none was
  /// joined to it, so that no view has to follow more than one step.
  func joinable(to other: OpenedCase, _ context: DecisionContext) throws(Rejection) -> OpenedCase {
    guard let opened = known(to: context) else { throw .caseUnknown }
    guard opened.status == .received || opened.status == .triaged, !opened.wasReopened, opened.requests.isEmpty,
      !opened.hasAttached
    else { throw .sequence(.joinedBeforeWork) }
    // The children of one referral are several.
    guard opened.referralID != other.referralID else { throw .sequence(.twoReferrals) }
    return opened
  }
}

/// Two cases of one child that become one.
struct Joining {
  let joined: (id: Identifier128, state: OpenedCase)
  let into: (id: Identifier128, state: OpenedCase)
  let reason: String
  let occurredAt: String

  /// The events on both streams; on that of the case which goes on, `events` stand first.
  func decisions(after events: [DomainEvent]) -> [StreamDecision] {
    let attached = ReferralAttached(
      joinedCaseID: joined.id.description, referralID: joined.state.referralID.description, reason: reason,
      occurredAt: occurredAt)
    let ended = CaseJoined(intoCaseID: into.id.description, reason: reason, occurredAt: occurredAt)
    return [
      into.state.decision(events + [.referralAttached(attached)], on: into.id),
      joined.state.decision([.caseJoined(ended)], on: joined.id),
    ]
  }
}
