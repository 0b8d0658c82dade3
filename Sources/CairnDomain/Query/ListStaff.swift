package import CairnMessages

/// A `ListStaffRequest` that can be understood.
package struct ListStaff: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Whose register.
  package let agencyID: AgencyID
  package let paging: Paging

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListStaffRequest, agencyID caller: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: caller, faults: &faults)
    let agencyID = faults.readAgency(request.agencyID, at: "agency_id")
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    try faults.rejectIfAny()
    guard let actor, let agencyID else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    self.agencyID = agencyID
  }
}
