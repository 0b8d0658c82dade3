package import CairnMessages
package import Identifiers

/// A `RegisterStaffRequest` that can be understood.
package struct RegisterStaff: Hashable, Sendable {
  /// Who registers them, when and why.
  package let context: DecisionContext
  /// Whose register.
  package let agencyID: AgencyID
  /// Whom.
  package let personID: Identifier128
  fileprivate let standing: StaffRegister.Standing

  /// Reads a request.
  ///
  /// - Throws: `Rejection` with code `invalid` and every fault.
  package init(validating request: RegisterStaffRequest, from caller: Caller) throws(Rejection) {
    var faults = Faults()
    let context = DecisionContext(validating: request.context, from: caller, faults: &faults)
    let agencyID = faults.readAgency(request.agencyID, at: "agency_id")
    if request.member == nil { faults.add(.required, at: "member") }
    let personID = request.member.flatMap { faults.readIdentifier($0.personID, at: "member.person_id") }
    let standing = request.member.flatMap { Self.standing($0, from: caller, faults: &faults) }
    try faults.rejectIfAny()
    guard let context, let agencyID, let personID, let standing else {
      preconditionFailure("a request without faults was not read whole")
    }
    self.context = context
    self.agencyID = agencyID
    self.personID = personID
    self.standing = standing
  }

  private static func standing(
    _ member: StaffMember, from caller: Caller, faults: inout Faults
  ) -> StaffRegister.Standing? {
    faults.checkRoles(member.roles, at: "member.roles")
    let from =
      member.fromDay.isEmpty
      ? LondonTime.date(atMicroseconds: caller.nowMicroseconds) : CivilDate(member.fromDay)
    if from == nil { faults.add(.dayReadable, at: "member.from_day") }
    let until = CivilDate(member.untilDay)
    if until == nil, !member.untilDay.isEmpty { faults.add(.dayReadable, at: "member.until_day") }
    if let from, let until, until < from { faults.add(.endsAfterBeginning, at: "member.until_day") }
    return from.map { .init(roles: member.roles, from: $0, until: until) }
  }
}

extension StaffDecider {
  /// Enters a person into a register.
  ///
  /// - Parameters:
  ///   - stream: the id of the register's stream, derived from the agency's by whoever keeps the log.
  ///   - isRegistered: whether the agency is.
  /// - Throws: `Rejection` AGENCY_NOT_REGISTERED, ON_REGISTER_ALREADY or TOO_MANY.
  package static func decide(
    _ command: RegisterStaff, stream: Identifier128, isRegistered: Bool, _ state: StaffRegister
  ) throws(Rejection) -> [StreamDecision] {
    var faults = Faults()
    if !isRegistered { faults.add(.agencyRegistered, at: "agency_id") }
    try faults.rejectIfAny()
    let today = LondonTime.date(atMicroseconds: command.context.recordedAtMicroseconds)
    if let standing = state.standings[command.personID] {
      guard let today, standing.isOver(on: today) else { throw .sequence(.registeredOnce) }
    } else {
      guard state.standings.count < Limits.staffMax else { throw .sequence(.staffInLimit) }
    }
    let registered = StaffRegistered(
      agencyID: command.agencyID.description, member: StaffMember(command.personID, command.standing),
      occurredAt: command.context.occurredAt.text)
    return [
      StreamDecision(stream: stream, kind: .staff, events: [.ofAgency(.staffRegistered(registered), stream: stream)])
    ]
  }
}
