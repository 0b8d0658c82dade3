package import CairnMessages
package import Identifiers

/// A `ChangeStaffRolesRequest` that can be understood.
package struct ChangeStaffRoles: Hashable, Sendable {
  /// Who changes them, when and why.
  package let context: DecisionContext
  /// Whose register.
  package let agencyID: AgencyID
  fileprivate let personID: Identifier128
  fileprivate let roles: [Role]

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: ChangeStaffRolesRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = faults.readAgency(request.agencyID, at: "agency_id")
    let personID = faults.readIdentifier(request.personID, at: "person_id")
    faults.checkRoles(request.roles, at: "roles")
    try faults.rejectIfAny()
    guard let context, let agencyID, let personID else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agencyID = agencyID
    self.personID = personID
    roles = request.roles
  }
}

extension StaffDecider {
  /// Gives a person other roles in place of those that they had.
  ///
  /// - Parameter stream: the id of the register's stream.
  /// - Throws: `Rejection` STAFF_UNKNOWN.
  package static func decide(
    _ command: ChangeStaffRoles, stream: Identifier128, _ state: StaffRegister
  ) throws(Rejection) -> [StreamDecision] {
    try state.requireStanding(of: command.personID)
    let changed = StaffRolesChanged(
      agencyID: command.agencyID.description, personID: command.personID.description, roles: command.roles,
      occurredAt: command.context.occurredAt.text)
    return [
      StreamDecision(stream: stream, kind: .staff, events: [.ofAgency(.staffRolesChanged(changed), stream: stream)])
    ]
  }
}
