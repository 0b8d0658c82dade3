package import CairnMessages
package import Identifiers

/// A `GetTimelineRequest` that can be understood.
package struct GetTimeline: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// The case.
  package let caseID: Identifier128

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: GetTimelineRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    try faults.rejectIfAny()
    guard let actor, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    self.caseID = caseID
  }
}
