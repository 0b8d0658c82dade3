internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Cryptography
internal import Identifiers

extension CommandHandler {
  /// Puts the key on record with which an agency signs, on the agency's own stream.
  package func registerSigningKey(
    _ request: RegisterSigningKeyRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RegisterSigningKeyResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RegisterSigningKey(validating: request, from: caller)
    }
    let stream = AgencyStream.reference(to: command.agencyID)
    let recorded = try await execute(
      request, method: AgencyServiceMethods.registerSigningKey, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [stream], freshKeysMax: 1
    ) { states throws(Rejection) in
      try AgencyDecider.decide(command, stream: stream.id, states.agency(stream.id))
    }
    return RegisterSigningKeyResponse(receipt: recorded.receipt)
  }

  /// Drafts an agreement, or its next version.
  package func draftAgreement(
    _ request: DraftAgreementRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> DraftAgreementResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try DraftAgreement(validating: request, from: caller)
    }
    let parties = NamedAgencies(command.partyIDs)
    let stream = StreamReference(id: AgreementStream.id(of: command.agreementID), kind: .agreement)
    let recorded = try await execute(
      request, method: AgreementServiceMethods.draftAgreement, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [stream] + parties.streams, freshKeysMax: 1
    ) { states throws(Rejection) in
      try AgreementDecider.decide(
        command, stream: stream.id, registered: parties.registered(states), states.agreement(stream.id))
    }
    return DraftAgreementResponse(receipt: recorded.receipt, events: recorded.events)
  }

  /// Signs a version for the caller's agency.
  package func signAgreement(
    _ request: SignAgreementRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SignAgreementResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try SignAgreement(validating: request, from: caller)
    }
    let signer = AgencyStream.id(of: agencyID)
    let stream = StreamReference(id: AgreementStream.id(of: command.agreementID), kind: .agreement)
    let recorded = try await execute(
      request, method: AgreementServiceMethods.signAgreement, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [stream], freshKeysMax: 0
    ) { states throws(Rejection) in
      try AgreementDecider.decide(
        command, stream: stream.id, keyOnRecord: states.agency(signer).signingKey, states.agreement(stream.id)
      ) { signature, agreement, publicKey in
        Ed25519.isSignature(signature, of: agreement.signedBytes, under: publicKey)
      }
    }
    return SignAgreementResponse(receipt: recorded.receipt)
  }

  /// Suspends an agreement.
  package func suspendAgreement(
    _ request: SuspendAgreementRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SuspendAgreementResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try StopAgreement(validating: request, from: caller)
    }
    let recorded = try await stop(
      request, method: AgreementServiceMethods.suspendAgreement, command, request.context)
    return SuspendAgreementResponse(receipt: recorded.receipt)
  }

  /// Resumes an agreement.
  package func resumeAgreement(
    _ request: ResumeAgreementRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> ResumeAgreementResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try StopAgreement(validating: request, from: caller)
    }
    let recorded = try await stop(
      request, method: AgreementServiceMethods.resumeAgreement, command, request.context)
    return ResumeAgreementResponse(receipt: recorded.receipt)
  }

  /// Ends an agreement for ever.
  package func endAgreement(
    _ request: EndAgreementRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> EndAgreementResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try StopAgreement(validating: request, from: caller)
    }
    let recorded = try await stop(request, method: AgreementServiceMethods.endAgreement, command, request.context)
    return EndAgreementResponse(receipt: recorded.receipt)
  }

  private func stop<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, _ command: StopAgreement, _ sent: CommandContext?
  ) async throws(CommandError) -> RecordedCommand {
    let stream = StreamReference(id: AgreementStream.id(of: command.agreementID), kind: .agreement)
    return try await execute(
      request, method: method, context: command.context, expectedVersion: sent?.expectedVersion ?? "",
      reads: [stream], freshKeysMax: 0
    ) { states throws(Rejection) in
      try AgreementDecider.decide(command, stream: stream.id, states.agreement(stream.id))
    }
  }
}
