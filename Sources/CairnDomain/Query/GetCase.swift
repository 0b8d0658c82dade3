package import CairnMessages
package import Identifiers

/// A `GetCaseRequest` that can be understood.
package struct GetCase: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// The case.
  package let caseID: Identifier128
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: GetCaseRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    let caseID = faults.readIdentifier(request.caseID, at: "case_id")
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor, let caseID else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    self.caseID = caseID
    afterToken = request.afterToken
  }
}
