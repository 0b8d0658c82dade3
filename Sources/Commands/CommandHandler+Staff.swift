internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Enters a person into an agency's staff register.
  package func registerStaff(
    _ request: RegisterStaffRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RegisterStaffResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RegisterStaff(validating: request, from: caller)
    }
    let register = StaffStream.id(of: command.agencyID)
    let agency = AgencyStream.reference(to: command.agencyID)
    let recorded = try await execute(
      request, method: StaffServiceMethods.registerStaff, concerning: command.agencyID, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: register, kind: .staff), agency], freshKeysMax: 1
    ) { states throws(Rejection) in
      let isRegistered = command.agencyID == .hub || states.agency(agency.id).kind != nil
      return try StaffDecider.decide(
        command, stream: register, isRegistered: isRegistered, states.staff(register))
    }
    return RegisterStaffResponse(receipt: recorded.receipt, personID: command.personID.description)
  }

  /// Gives a person of a register other roles.
  package func changeStaffRoles(
    _ request: ChangeStaffRolesRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ChangeStaffRolesResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ChangeStaffRoles(validating: request, from: caller)
    }
    let register = StaffStream.id(of: command.agencyID)
    let recorded = try await execute(
      request, method: StaffServiceMethods.changeStaffRoles, concerning: command.agencyID, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [StreamReference(id: register, kind: .staff)],
      freshKeysMax: 0
    ) { states throws(Rejection) in try StaffDecider.decide(command, stream: register, states.staff(register)) }
    return ChangeStaffRolesResponse(receipt: recorded.receipt)
  }

  /// Takes a person who leaves out of a register.
  package func endStaff(
    _ request: EndStaffRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> EndStaffResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try EndStaff(validating: request, from: caller)
    }
    let register = StaffStream.id(of: command.agencyID)
    let recorded = try await execute(
      request, method: StaffServiceMethods.endStaff, concerning: command.agencyID, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [StreamReference(id: register, kind: .staff)],
      freshKeysMax: 0
    ) { states throws(Rejection) in try StaffDecider.decide(command, stream: register, states.staff(register)) }
    return EndStaffResponse(receipt: recorded.receipt)
  }

  /// An agency's staff register as it stands: everything is in it that was acknowledged before the call.
  package func staff(of agencyID: AgencyID) async throws(CommandError) -> StaffRegister {
    let stream = StreamReference(id: StaffStream.id(of: agencyID), kind: .staff)
    return StreamStates([(stream, try await state(of: stream))]).staff(stream.id)
  }
}
