package import CairnMessages
package import Identifiers

/// A `ReviewBreakGlassRequest` that can be understood.
package struct ReviewBreakGlass: Hashable, Sendable {
  /// Who reviews it, when and why.
  package let context: DecisionContext
  /// The case, which is also its stream's id.
  package let caseID: Identifier128
  fileprivate let grantID: Identifier128
  fileprivate let finding: GlassFinding
  fileprivate let note: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ReviewBreakGlassRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    let grantID = faults.readIdentifier(request.grantID, at: "grant_id")
    switch request.finding {
    case .justified, .notJustified: break
    case .unspecified: faults.add(.required, at: "finding")
    case .unrecognized: faults.add(.knownCode, at: "finding")
    }
    faults.checkRequired(request.note, bytesMax: Limits.rationaleBytesMax, at: "note")
    try faults.rejectIfAny()
    guard let context, let caseID, let grantID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.caseID = caseID
    self.grantID = grantID
    finding = request.finding
    note = request.note
  }
}

extension CaseDecider {
  /// Says whether a glass was broken for good reason.
  ///
  /// - Throws: `Rejection` CASE_UNKNOWN, GRANT_UNKNOWN, GLASS_REVIEWED or OWN_GLASS.
  package static func decide(_ command: ReviewBreakGlass, _ state: State) throws(Rejection) -> [StreamDecision] {
    let opened = try state.admitting(AccessServiceMethods.reviewBreakGlass, command.context)
    guard let grant = opened.protection.grants.grant(command.grantID), grant.level == .challenged else {
      throw .grantUnknown
    }
    guard !grant.isReviewed else { throw .sequence(.reviewedOnce) }
    let actor = command.context.actor
    guard grant.agencyID != actor.agencyID || grant.person != actor.personID else {
      throw .sequence(.reviewedByAnother)
    }
    let reviewed = GlassReviewed(
      grantID: command.grantID.description, finding: command.finding, note: command.note,
      reviewedBy: actor.personID.description, occurredAt: command.context.occurredAt.text)
    return [opened.decision([.glassReviewed(reviewed)], on: command.caseID)]
  }
}
