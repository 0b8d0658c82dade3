package import CairnMessages

/// A `GetAgreementRequest` that can be understood.
package struct GetAgreement: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  package let agreementID: AgreementID
  /// `nil` for the one that counts.
  package let version: UInt32?
  /// A receipt's token, as it was sent; empty for none.
  package let afterToken: String

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: GetAgreementRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    let agreementID = faults.readAgreementID(request.agreementID, at: "agreement_id")
    faults.checkLength(request.afterToken, bytesMax: Limits.tokenBytesMax, at: "after_token")
    try faults.rejectIfAny()
    guard let actor, let agreementID else { preconditionFailure("a request without faults was not read whole") }
    self.actor = actor
    self.agreementID = agreementID
    version = request.version == 0 ? nil : request.version
    afterToken = request.afterToken
  }
}
