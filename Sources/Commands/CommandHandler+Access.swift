internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Gives access to a case, or excludes from it.
  package func grantAccess(
    _ request: GrantAccessRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> GrantAccessResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try GrantAccess(validating: request, from: caller)
    }
    let grantID = newID()
    let agency = NamedAgencies([command.agencyID])
    let recorded = try await execute(
      request, method: AccessServiceMethods.grantAccess, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: command.caseID, kind: .case)] + agency.streams, freshKeysMax: 0
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, grantID: grantID, isRegistered: agency.registered(states) == [true],
        states.childCase(command.caseID))
    }
    return GrantAccessResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Ends a grant before its time.
  package func endAccess(
    _ request: EndAccessRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> EndAccessResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try EndAccess(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: AccessServiceMethods.endAccess, context: command.context, request.context,
      on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return EndAccessResponse(receipt: recorded.receipt)
  }

  /// Gives whoever acts access to a case for a short time.
  package func breakGlass(
    _ request: BreakGlassRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> BreakGlassResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try BreakGlass(validating: request, from: caller)
    }
    let grantID = newID()
    let recorded = try await execute(
      request, method: AccessServiceMethods.breakGlass, context: command.context, request.context,
      on: [command.caseID]
    ) { [glassLife] states throws(Rejection) in
      try CaseDecider.decide(command, grantID: grantID, life: glassLife, states.childCase(command.caseID))
    }
    return BreakGlassResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Says whether a glass was broken for good reason.
  package func reviewBreakGlass(
    _ request: ReviewBreakGlassRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ReviewBreakGlassResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ReviewBreakGlass(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: AccessServiceMethods.reviewBreakGlass, context: command.context, request.context,
      on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return ReviewBreakGlassResponse(receipt: recorded.receipt)
  }
}
