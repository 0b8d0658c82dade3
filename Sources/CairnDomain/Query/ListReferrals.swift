package import CairnMessages

/// A `ListReferralsRequest` that can be understood.
package struct ListReferrals: Hashable, Sendable {
  /// Who asks: only the referrals of their agency are shown.
  package let actor: Actor
  /// Only those that the actor made.
  package let ownOnly: Bool
  package let paging: Paging
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListReferralsRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    ownOnly = request.ownOnly
    afterToken = request.afterToken
  }
}
