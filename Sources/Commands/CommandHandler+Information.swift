internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Asks agencies for information.
  package func requestInformation(
    _ request: RequestInformationRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RequestInformationResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RequestInformation(validating: request, from: caller)
    }
    let requestIDs = command.agencyIDs.map { _ in newID() }
    let agencies = command.agencyIDs.map { AgencyStream.id(of: $0) }
    let recorded = try await execute(
      request, method: InformationServiceMethods.requestInformation, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: command.caseID, kind: .case)]
        + agencies.map { StreamReference(id: $0, kind: .agency) }, freshKeysMax: 0
    ) { [clocks] states throws(Rejection) in
      try CaseDecider.decide(
        command, requestIDs: requestIDs, registered: agencies.map { states.agency($0).kind != nil }, clocks: clocks,
        states.childCase(command.caseID))
    }
    return RequestInformationResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Answers a request for information.
  package func respondToRequest(
    _ request: RespondToRequestRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RespondToRequestResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RespondToRequest(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: InformationServiceMethods.respondToRequest, context: command.context, request.context,
      on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return RespondToRequestResponse(receipt: recorded.receipt, events: recorded.events)
  }
}
