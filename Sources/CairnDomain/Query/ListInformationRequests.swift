package import CairnMessages

/// A `ListInformationRequestsRequest` that can be understood.
package struct ListInformationRequests: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Also those that were answered or are not needed any more.
  package let withEnded: Bool
  package let paging: Paging
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ListInformationRequestsRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    paging = Paging(size: request.pageSize, token: request.pageToken, faults: &faults)
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    withEnded = request.withEnded
    afterToken = request.afterToken
  }
}
