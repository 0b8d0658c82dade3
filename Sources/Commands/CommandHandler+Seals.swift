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
    let recorded = try await seal(
      request, SealServiceMethods.sealCategories, command.context, request.context, in: command.caseID,
      readers: command.readerIDs
    ) { sealID, registered, stream, state throws(Rejection) in
      try CaseDecider.decide(command, sealID: sealID, registered: registered, on: stream, state)
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
    let recorded = try await seal(
      request, SealServiceMethods.contributeSealed, command.context, request.context, in: command.caseID,
      readers: command.readerIDs
    ) { sealID, registered, stream, state throws(Rejection) in
      try CaseDecider.decide(command, sealID: sealID, registered: registered, on: stream, state)
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

  /// Executes a command that seals something in a case, on the stream of what its sender sealed there.
  ///
  /// - Parameter decide: is told the seal's id, and whether the agency of each reader is registered.
  private func seal<Request: WireMessage, Response>(
    _ request: Request, _ method: Method<Request, Response>, _ context: DecisionContext, _ sent: CommandContext?,
    in caseID: Identifier128, readers readerIDs: [AgencyID],
    decide:
      @escaping @Sendable (Identifier128, [Bool], SealedStream, CaseDecider.State) throws(Rejection) -> [StreamDecision]
  ) async throws(CommandError) -> RecordedCommand {
    let sealID = newID()
    let readers = NamedAgencies(readerIDs)
    let stream = secrets.sealStream(of: caseID, by: Sealer(context.actor))
    return try await execute(
      request, method: method, context: context, expectedVersion: sent?.expectedVersion ?? "",
      reads: reads(caseID, stream) + readers.streams, freshKeysMax: 1
    ) { states throws(Rejection) in
      try decide(sealID, readers.registered(states), states.seals(stream), states.childCase(caseID))
    }
  }

  private func reads(_ caseID: Identifier128, _ stream: Identifier128) -> [StreamReference] {
    [StreamReference(id: caseID, kind: .case), StreamReference(id: stream, kind: .seals)]
  }
}
