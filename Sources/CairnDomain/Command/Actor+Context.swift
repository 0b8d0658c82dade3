extension Actor {
  /// Reads what a command or a query says about who sends it.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault of it.
  package init(validating context: (some ActingContext)?, agencyID: AgencyID) throws(Rejection) {
    var faults = Faults()
    let actor = Actor(validating: context, agencyID: agencyID, faults: &faults)
    try faults.rejectIfAny()
    guard let actor else { preconditionFailure("a context without faults was not read whole") }
    self = actor
  }

  init?(validating context: (some ActingContext)?, agencyID: AgencyID, faults: inout Faults) {
    guard let context else {
      faults.add(.required, at: "context")
      return nil
    }
    self.init(
      agencyID: agencyID, actingPerson: context.actingPerson, role: context.role, purpose: context.purpose,
      faults: &faults)
  }
}
