package import CairnMessages

/// A `ListCertificatesRequest` that can be understood.
package struct ListCertificates: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Of which agency; `nil` for all.
  package let agencyID: AgencyID?
  package let paging: Paging
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListCertificatesRequest, agencyID caller: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: caller, faults: &faults)
    agencyID = request.agencyID.isEmpty ? nil : faults.readAgencyID(request.agencyID, at: "agency_id")
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    afterToken = request.afterToken
  }
}
