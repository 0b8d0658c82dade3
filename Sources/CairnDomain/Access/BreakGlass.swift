package import CairnMessages
package import Identifiers

/// A `BreakGlassRequest` that can be understood.
package struct BreakGlass: Hashable, Sendable {
  /// Who breaks it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let reason: String
  fileprivate let isEmergency: Bool

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: BreakGlassRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    faults.checkRequired(request.reason, bytesMax: Limits.rationaleBytesMax, at: "reason")
    try faults.rejectIfAny()
    guard let context, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.context = context
    self.caseID = caseID
    reason = request.reason
    isEmergency = request.isEmergency
  }
}

extension CaseDecider {
  /// Gives whoever acts, and nobody else, access to a case for a short time.
  ///
  /// - Parameters:
  ///   - grantID: minted by whoever keeps the log.
  ///   - life: how long it lasts.
  /// - Throws: `Rejection` CASE_UNKNOWN or TOO_MANY.
  package static func decide(
    _ command: BreakGlass, grantID: Identifier128, life: GlassLife = .usual, _ state: State
  ) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(AccessServiceMethods.breakGlass, command.context)
    guard opened.protection.grants.all.count(where: { $0.level == .challenged }) < Limits.grantsMax else {
      throw .sequence(.grantsInLimit)
    }
    let actor = command.context.actor
    let now = command.context.recordedAtMicroseconds
    let broken = GlassBroken(
      grantID: grantID.description, agencyID: actor.agencyID.description, personID: actor.personID.description,
      beginAtUs: now, endAtUs: now + life.microseconds, reason: command.reason, isEmergency: command.isEmergency,
      occurredAt: command.context.occurredAt.text)
    return [opened.decision([.glassBroken(broken)], on: command.caseID)]
  }
}
