internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Rates a case.
  package func setRag(
    _ request: SetRagRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SetRagResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try SetRag(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.setRag, context: command.context, request.context, on: [command.caseID]
    ) { [clocks] states throws(Rejection) in
      try CaseDecider.decide(command, clocks: clocks, states.childCase(command.caseID))
    }
    return SetRagResponse(receipt: recorded.receipt)
  }

  /// Decides the threshold.
  package func decideThreshold(
    _ request: DecideThresholdRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> DecideThresholdResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try DecideThreshold(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.decideThreshold, context: command.context, request.context,
      on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return DecideThresholdResponse(receipt: recorded.receipt)
  }

  /// Joins a case of the same child to one that is open already.
  package func attachReferral(
    _ request: AttachReferralRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> AttachReferralResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try AttachReferral(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.attachReferral, context: command.context, request.context,
      on: [command.caseID, command.joinedCaseID]
    ) { states throws(Rejection) in
      try CaseDecider.decide(
        command, states.childCase(command.caseID), joined: states.childCase(command.joinedCaseID))
    }
    return AttachReferralResponse(receipt: recorded.receipt)
  }

  /// Links two cases.
  package func linkCases(
    _ request: LinkCasesRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> LinkCasesResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try LinkCases(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.linkCases, context: command.context, request.context,
      on: [command.caseID, command.otherCaseID]
    ) { states throws(Rejection) in
      try CaseDecider.decide(command, states.childCase(command.caseID), other: states.childCase(command.otherCaseID))
    }
    return LinkCasesResponse(receipt: recorded.receipt)
  }

  /// Puts right what the record says of a child.
  package func correct(
    _ request: CorrectRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> CorrectResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try CorrectChild(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.correct, context: command.context, request.context, on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return CorrectResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Answers a finding with a reason.
  package func resolveFinding(
    _ request: ResolveFindingRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ResolveFindingResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ResolveFinding(validating: request, from: caller)
    }
    let stream =
      switch command.owner {
      case .ofCase(let id): StreamReference(id: id, kind: .case)
      case .ofReferral(let id): StreamReference(id: id, kind: .referral)
      }
    let recorded = try await execute(
      request, method: CaseServiceMethods.resolveFinding, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [stream], freshKeysMax: 0
    ) { states throws(Rejection) in
      switch command.owner {
      case .ofCase(let id): try CaseDecider.decide(command, on: id, states.childCase(id))
      case .ofReferral(let id): try ReferralDecider.decide(command, on: id, states.referral(id))
      }
    }
    return ResolveFindingResponse(receipt: recorded.receipt)
  }

  /// Closes a case.
  package func close(_ request: CloseRequest, from agencyID: AgencyID) async throws(CommandError) -> CloseResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try CloseCase(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.close, context: command.context, request.context, on: [command.caseID]
    ) { states throws(Rejection) in try CaseDecider.decide(command, states.childCase(command.caseID)) }
    return CloseResponse(receipt: recorded.receipt)
  }

  /// Begins a case anew.
  package func reopen(_ request: ReopenRequest, from agencyID: AgencyID) async throws(CommandError) -> ReopenResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try ReopenCase(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: CaseServiceMethods.reopen, context: command.context, request.context,
      on: [command.caseID] + [command.rereferralCaseID].compactMap(\.self)
    ) { [clocks] states throws(Rejection) in
      try CaseDecider.decide(
        command, clocks: clocks, states.childCase(command.caseID),
        rereferral: command.rereferralCaseID.map(states.childCase))
    }
    return ReopenResponse(receipt: recorded.receipt)
  }
}
