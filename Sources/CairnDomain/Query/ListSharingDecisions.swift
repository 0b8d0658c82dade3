package import CairnMessages
package import Identifiers

/// A `ListSharingDecisionsRequest` that can be understood.
package struct ListSharingDecisions: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Only those in this case; `nil`: in all.
  package let caseID: Identifier128?
  /// Only those of this outcome; `nil`: all.
  package let outcome: SharingOutcome?
  package let paging: Paging
  /// A receipt's token, or empty.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListSharingDecisionsRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    caseID = request.caseID.isEmpty ? nil : faults.readIdentifier(request.caseID, at: "case_id")
    if case .unrecognized = request.outcome { faults.add(.knownCode, at: "outcome") }
    outcome = request.outcome == .unspecified ? nil : request.outcome
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    afterToken = request.afterToken
  }

  /// Whose decisions are listed: the hub's own officer is shown everybody's, an agency's those of its own people; `nil` for all.
  package var holder: AgencyID? { actor.agencyID == .hub ? nil : actor.agencyID }

  /// Of whom it asks.
  package var asked: Disclosure { Disclosure(naming: [caseID].compactMap(\.self)) }
}
