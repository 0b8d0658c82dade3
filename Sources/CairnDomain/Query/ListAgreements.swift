package import CairnMessages

/// A `ListAgreementsRequest` that can be understood.
package struct ListAgreements: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Only those whose day of review has come.
  package let reviewDueOnly: Bool
  package let paging: Paging
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListAgreementsRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    reviewDueOnly = request.reviewDueOnly
    afterToken = request.afterToken
  }
}
