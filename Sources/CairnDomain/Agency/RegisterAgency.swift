package import CairnMessages

/// A `RegisterAgencyRequest` that can be understood.
package struct RegisterAgency: Sendable {
  /// Who asks, when and why.
  package let context: DecisionContext
  /// The agency's id, from which its stream's id is derived.
  package let agencyID: AgencyID
  let agency: Agency

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RegisterAgencyRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = request.agency.flatMap { Self.check($0, faults: &faults) }
    if request.agency == nil { faults.add(.required, at: "agency") }
    try faults.rejectIfAny()
    guard let context, let agencyID, let agency = request.agency else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agencyID = agencyID
    self.agency = agency
  }

  private static func check(_ agency: Agency, faults: inout Faults) -> AgencyID? {
    let agencyID = AgencyID(agency.agencyID)
    if agency.agencyID.isEmpty {
      faults.add(.required, at: "agency.agency_id")
    } else if agencyID == nil {
      faults.add(.agencyIDForm, at: "agency.agency_id")
    } else if agencyID == .hub {
      faults.add(.agencyIDNotReserved, at: "agency.agency_id")
    }
    if agency.kind == .unspecified {
      faults.add(.required, at: "agency.kind")
    } else if agency.kind.label == nil {
      faults.add(.knownAgencyKind, at: "agency.kind")
    }
    faults.checkRequired(agency.name, bytesMax: Limits.nameBytesMax, at: "agency.name")
    return agencyID
  }
}
