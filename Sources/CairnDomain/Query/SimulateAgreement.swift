package import CairnMessages

/// A `SimulateAgreementRequest` that can be understood.
package struct SimulateAgreement: Hashable, Sendable {
  /// Who asks.
  package let actor: Actor
  /// Taken as if it were in force.
  package let agreement: Agreement
  /// How many days of answers are looked through.
  package let days: Int

  private static let daysDefault = 30
  private static let daysMax = 366

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: SimulateAgreementRequest, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: request.context, agencyID: agencyID, faults: &faults)
    if let agreement = request.agreement {
      _ = faults.readAgreementID(agreement.agreementID, at: "agreement.agreement_id")
      _ = faults.readParties(agreement.parties)
      faults.checkTerms(of: agreement)
      faults.checkMatrix(of: agreement)
    } else {
      faults.add(.required, at: "agreement")
    }
    _ = faults.checkCount(Int(request.days), max: Self.daysMax, at: "days")
    try faults.rejectIfAny()
    guard let actor, let agreement = request.agreement else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.actor = actor
    self.agreement = agreement
    days = request.days == 0 ? Self.daysDefault : Int(request.days)
  }
}
