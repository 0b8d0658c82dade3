package import CairnMessages
package import Identifiers

/// An `EndStaffRequest` that can be understood.
package struct EndStaff: Hashable, Sendable {
  /// Who ends it, when and why.
  package let context: DecisionContext
  /// Whose register.
  package let agencyID: AgencyID
  fileprivate let personID: Identifier128

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: EndStaffRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = faults.readAgency(request.agencyID, at: "agency_id")
    let personID = faults.readIdentifier(request.personID, at: "person_id")
    try faults.rejectIfAny()
    guard let context, let agencyID, let personID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agencyID = agencyID
    self.personID = personID
  }
}

extension StaffDecider {
  /// Takes a person who leaves out of a register, at once.
  ///
  /// - Parameter stream: the id of the register's stream.
  /// - Throws: `Rejection` STAFF_UNKNOWN.
  package static func decide(
    _ command: EndStaff, stream: Identifier128, _ state: StaffRegister
  ) throws(Rejection) -> [StreamDecision] {
    try state.requireStanding(of: command.personID)
    let ended = StaffEnded(
      agencyID: command.agencyID.description, personID: command.personID.description,
      occurredAt: command.context.occurredAt.text)
    return [StreamDecision(stream: stream, kind: .staff, events: [.ofAgency(.staffEnded(ended), stream: stream)])]
  }
}
