internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Identifiers

extension CommandHandler {
  /// Registers an agency, on the agency's own stream.
  package func registerAgency(
    _ request: RegisterAgencyRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RegisterAgencyResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RegisterAgency(validating: request, from: caller)
    }
    let stream = AgencyStream.reference(to: command.agencyID)
    let recorded = try await execute(
      request, method: AgencyServiceMethods.registerAgency, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [stream], freshKeysMax: 1
    ) { states throws(Rejection) in
      try AgencyDecider.decide(command, stream: stream.id, states.agency(stream.id))
    }
    return RegisterAgencyResponse(receipt: recorded.receipt)
  }

  /// Receives a referral: its own stream, and one case for each child.
  package func submitReferral(
    _ request: SubmitReferralRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SubmitReferralResponse {
    try await submitReferrals([request], from: agencyID)[0].get()
  }

  /// Receives referrals in their order; cheaper than one by one.
  ///
  /// - Returns: for each its response, or why it had no effect.
  package func submitReferrals(
    _ requests: [SubmitReferralRequest], from agencyID: AgencyID
  ) async -> [Result<SubmitReferralResponse, CommandError>] {
    let sender = Sender(agencyID)
    let commands = requests.map { request in
      Result { () throws(CommandError) in try submission(request, from: sender) }
    }
    var results = await execute(commands.compactMap { try? $0.get() })[...]
    return commands.map { command in
      command.flatMap { _ in results.removeFirst() }
        .map { SubmitReferralResponse(receipt: $0.receipt, events: $0.events) }
    }
  }

  private func submission(
    _ request: SubmitReferralRequest, from sender: Sender
  ) throws(CommandError) -> Command {
    let submission = try validated(from: sender.agencyID) { caller throws(Rejection) in
      try SubmitReferral(validating: request, from: caller)
    }
    let identifiers = ReferralIdentifiers(
      referralID: newID(), reporterID: newID(),
      children: (0..<submission.childCount).map { _ in .init(caseID: newID(), personID: newID()) },
      adultIDs: (0..<submission.adultCount).map { _ in newID() })
    // It rests on nothing that is remembered, so it is decided before its turn comes.
    let decided = Result { () throws(Rejection) in
      try ReferralDecider.decide(submission, identifiers: identifiers, clocks: clocks, ReferralDecider.initial)
    }
    return command(
      request, method: ReferralServiceMethods.submitReferral, context: submission.context, sender: sender,
      expected: try expectedToken(request.context?.expectedVersion ?? "", among: []), reads: [],
      freshKeysMax: 2 + submission.childCount + submission.adultCount
    ) { _ throws(Rejection) in try decided.get() }
  }

  /// Tells a referrer that their referral came.
  package func acknowledgeReferrer(
    _ request: AcknowledgeReferrerRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> AcknowledgeReferrerResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try AcknowledgeReferrer(validating: request, from: caller)
    }
    let recorded = try await execute(
      request, method: ReferralServiceMethods.acknowledgeReferrer, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "",
      reads: [StreamReference(id: command.referralID, kind: .referral)], freshKeysMax: 0
    ) { states throws(Rejection) in
      try ReferralDecider.decide(command, states.referral(command.referralID))
    }
    return AcknowledgeReferrerResponse(receipt: recorded.receipt)
  }
}
