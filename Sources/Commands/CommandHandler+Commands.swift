internal import CairnCodec
package import CairnDomain
package import CairnMessages
internal import Cryptography
internal import EventLog
internal import Identifiers

extension CommandHandler {
  /// Registers an agency, on the agency's own stream.
  package func registerAgency(
    _ request: RegisterAgencyRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> RegisterAgencyResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try RegisterAgency(validating: request, from: caller)
    }
    let stream = StreamReference(id: AgencyStream.id(of: command.agencyID), kind: .agency)
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
    let commands = requests.map { request in
      Result { () throws(CommandError) in try submission(request, from: agencyID) }
    }
    var results = await execute(commands.compactMap { try? $0.get() })[...]
    return commands.map { command in
      command.flatMap { _ in results.removeFirst() }
        .map { SubmitReferralResponse(receipt: $0.receipt, events: $0.events) }
    }
  }

  private func submission(
    _ request: SubmitReferralRequest, from agencyID: AgencyID
  ) throws(CommandError) -> Command {
    let submission = try validated(from: agencyID) { caller throws(Rejection) in
      try SubmitReferral(validating: request, from: caller)
    }
    let identifiers = ReferralIdentifiers(
      referralID: newID(), reporterID: newID(),
      children: (0..<submission.childCount).map { _ in .init(caseID: newID(), personID: newID()) })
    // It rests on nothing that is remembered, so it is decided before its turn comes.
    let decided = Result { () throws(Rejection) in
      try ReferralDecider.decide(submission, identifiers: identifiers, ReferralDecider.initial)
    }
    return try command(
      request, method: ReferralServiceMethods.submitReferral, context: submission.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [], freshKeysMax: 2 + submission.childCount
    ) { _ throws(Rejection) in try decided.get() }
  }

  /// Rates a case.
  package func setRag(
    _ request: SetRagRequest, from agencyID: AgencyID
  ) async throws(CommandError) -> SetRagResponse {
    let command = try validated(from: agencyID) { caller throws(Rejection) in
      try SetRag(validating: request, from: caller)
    }
    let stream = StreamReference(id: command.caseID, kind: .case)
    let recorded = try await execute(
      request, method: CaseServiceMethods.setRag, context: command.context,
      expectedVersion: request.context?.expectedVersion ?? "", reads: [stream], freshKeysMax: 0
    ) { states throws(Rejection) in
      try CaseDecider.decide(command, states.childCase(stream.id))
    }
    return SetRagResponse(receipt: recorded.receipt)
  }

  private func validated<Valid>(
    from agencyID: AgencyID, _ validate: (Caller) throws(Rejection) -> Valid
  ) throws(CommandError) -> Valid {
    do throws(Rejection) {
      return try validate(Caller(agencyID: agencyID, nowMicroseconds: now()))
    } catch {
      throw .rejected(error)
    }
  }

  /// Executes one command.
  private func execute<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, context: DecisionContext,
    expectedVersion: String, reads: [StreamReference], freshKeysMax: Int,
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) async throws(CommandError) -> RecordedCommand {
    let command = try command(
      request, method: method, context: context, expectedVersion: expectedVersion, reads: reads,
      freshKeysMax: freshKeysMax, decide: decide)
    return try await execute([command])[0].get()
  }

  /// A command that may be sent by whom the table of permissions allows it; the decision reads the sending agency's
  /// stream, so that an agency's registration is never overlooked.
  private func command<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, context: DecisionContext,
    expectedVersion: String, reads: [StreamReference], freshKeysMax: Int,
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) throws(CommandError) -> Command {
    let actor = context.actor
    let sender = StreamReference(id: AgencyStream.id(of: actor.agencyID), kind: .agency)
    return Command(
      context: context, digest: secrets.digest.digest(Array(method.path.utf8) + encode(request)).bytes,
      reads: reads.contains(sender) ? reads : reads + [sender],
      expected: try expectedToken(expectedVersion, among: reads), freshKeysMax: freshKeysMax
    ) { states throws(Rejection) in
      try actor.authorise(method.path, agencyKind: states.agency(sender.id).kind)
      return try decide(states)
    }
  }

  private func expectedToken(_ text: String, among streams: [StreamReference]) throws(CommandError) -> StreamToken? {
    guard !text.isEmpty else { return nil }
    guard
      let token = StreamToken(text, sealedUnder: secrets.token), streams.contains(where: { $0.id == token.streamID })
    else { throw .tokenUnknown }
    return token
  }

  private func newID() -> Identifier128 {
    Identifier128.version7(microseconds: now(), random: random.word())
  }
}
