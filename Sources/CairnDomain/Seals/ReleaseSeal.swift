package import CairnMessages
package import Identifiers

/// A `ReleaseSealRequest` that can be understood.
package struct ReleaseSeal: Hashable, Sendable {
  /// Who releases it, when and why.
  package let context: DecisionContext
  package let caseID: Identifier128
  fileprivate let sealID: Identifier128
  fileprivate let reason: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ReleaseSealRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let sealID = faults.readIdentifier(request.sealID, at: "seal_id")
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID, let sealID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.sealID = sealID
    reason = request.reason
  }
}

extension CaseDecider {
  /// Releases a seal, for those who may place it anew: who act for the agency that placed it, in the role in which it was placed.
  ///
  /// They may do so also when the case was closed to their agency since: nobody else can. A seal that is not there, another's, and
  /// one in a case from which the actor is excluded as a person look alike.
  ///
  /// - Parameter stream: of what the actor's agency sealed in the case.
  /// - Throws: `Rejection` SEAL_UNKNOWN or SEAL_RELEASED.
  package static func decide(
    _ command: ReleaseSeal, on stream: SealedStream, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let id = command.sealID
    let (actor, now) = (command.context.actor, command.context.recordedAtMicroseconds)
    guard
      let opened = state.opened,
      !opened.protection.grants.excludesPersonally(actor.agencyID, actor.personID, at: now),
      let seal = opened.protection.seals.seal(id) ?? stream.seals.seal(id), seal.isOwned(by: actor)
    else { throw .sealUnknown }
    guard !seal.isReleased else { throw .sequence(.sealReleasedOnce) }
    let occurredAt = command.context.occurredAt.text
    if case .wholeCase = seal.scope {
      let unsealed = CaseUnsealed(sealID: id.description, reason: command.reason, occurredAt: occurredAt)
      return [opened.decision([.caseUnsealed(unsealed)], on: command.caseID)]
    }
    let released = SealReleased(sealID: id.description, reason: command.reason, occurredAt: occurredAt)
    return [stream.decision(.sealReleased(released))]
  }
}

extension Rejection {
  static let sealUnknown = Rejection(
    .notFound, reason: "SEAL_UNKNOWN",
    message: "the case has no such seal of yours: take its id from the view of the case")
}
