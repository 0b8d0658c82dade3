internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Seals a case as a whole.
  package func sealCase(
    _ request: SealCaseRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SealCaseResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try SealCase(validating: request, from: caller)
    }
    let sealID = newID()
    let readers = NamedAgencies(command.readerIDs)
    let recorded = try await execute(
      request, method: SealServiceMethods.sealCase, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: command.caseID, kind: .case)] + readers.streams, freshKeysMax: 0
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, sealID: sealID, registered: readers.registered(states), states.childCase(command.caseID))
    }
    return SealCaseResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Seals categories of data in a case.
  package func sealCategories(
    _ request: SealCategoriesRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SealCategoriesResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try SealCategories(validating: request, from: caller)
    }
    let sealID = newID()
    let readers = NamedAgencies(command.readerIDs)
    let stream = secrets.sealStream(of: command.caseID, by: Sealer(command.context.actor))
    let recorded = try await execute(
      request, method: SealServiceMethods.sealCategories, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: reads(command.caseID, stream) + readers.streams, freshKeysMax: 1
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, sealID: sealID, registered: readers.registered(states), on: states.seals(stream),
        states.childCase(command.caseID))
    }
    return SealCategoriesResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Contributes information to a case under seal.
  package func contributeSealed(
    _ request: ContributeSealedRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ContributeSealedResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ContributeSealed(validating: request, from: caller)
    }
    let sealID = newID()
    let readers = NamedAgencies(command.readerIDs)
    let stream = secrets.sealStream(of: command.caseID, by: Sealer(command.context.actor))
    let recorded = try await execute(
      request, method: SealServiceMethods.contributeSealed, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: reads(command.caseID, stream) + readers.streams, freshKeysMax: 1
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, sealID: sealID, registered: readers.registered(states), on: states.seals(stream),
        states.childCase(command.caseID))
    }
    return ContributeSealedResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Releases a seal.
  package func releaseSeal(
    _ request: ReleaseSealRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ReleaseSealResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ReleaseSeal(validating: request, from: caller)
    }
    let stream = secrets.sealStream(of: command.caseID, by: Sealer(command.context.actor))
    let recorded = try await execute(
      request, method: SealServiceMethods.releaseSeal, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: reads(command.caseID, stream), freshKeysMax: 0
    ) { states throws(Rejection) in
      try CaseDecider.decide(command, on: states.seals(stream), states.childCase(command.caseID))
    }
    return ReleaseSealResponse(receipt: recorded.receipt)
  }

  private func reads(_ caseID: Identifier128, _ stream: Identifier128) -> [StreamReference] {
    [StreamReference(id: caseID, kind: .case), StreamReference(id: stream, kind: .seals)]
  }
}
