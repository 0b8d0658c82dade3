internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import Identifiers

/// How requests become commands.
extension CommandHandler {
  func validated<Valid>(
    from agencyID: AgencyID, _ validate: (Caller) throws(Rejection) -> Valid
  ) throws(CommandError) -> Valid {
    do throws(Rejection) {
      return try validate(Caller(agencyID: agencyID, nowMicroseconds: now()))
    } catch {
      throw .rejected(error)
    }
  }

  /// Executes one command on cases.
  func execute<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, context: DecisionContext, _ sent: CommandContext?,
    on caseIDs: [Identifier128],
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) async throws(CommandError) -> RecordedCommand {
    try await execute(
      request, method: method, context: context, expectedVersion: sent?.expectedVersion ?? "",
      reads: caseIDs.map { StreamReference(id: $0, kind: .case) }, freshKeysMax: 0, decide: decide)
  }

  /// Executes one command.
  ///
  /// - Parameter concerned: the agency that it is about, if it is about one.
  func execute<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, concerning concerned: AgencyID? = nil,
    context: DecisionContext,
    expectedVersion: String, reads: [StreamReference], freshKeysMax: Int,
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) async throws(CommandError) -> RecordedCommand {
    let command = command(
      request, method: method, concerning: concerned, context: context,
      sender: Sender(context.actor.agencyID),
      expected: try expectedToken(expectedVersion, among: reads),
      reads: try await present(reads, to: context.actor, for: method.path),
      freshKeysMax: freshKeysMax, decide: decide)
    return try await execute([command])[0].get()
  }

  /// A command that may be sent by whom the table of permissions allows it; the decision reads the sending agency's
  /// stream, so that an agency's registration is never overlooked.
  ///
  /// - Parameter sender: the agency of the actor in `context`.
  func command<Request: WireMessage, Response>(
    _ request: Request, method: Method<Request, Response>, concerning concerned: AgencyID? = nil,
    context: DecisionContext, sender: Sender, expected: StreamToken?, reads: [StreamReference],
    freshKeysMax: Int,
    decide: @escaping @Sendable (StreamStates) throws(Rejection) -> [StreamDecision]
  ) -> Command {
    let (actor, senderStream) = (context.actor, sender.stream)
    precondition(sender.agencyID == actor.agencyID, "a command is authorised as one of the agency that sends it")
    return Command(
      context: context, digest: withEncoded(request) { secrets.digest.digest(method.path, then: $0) }.bytes,
      reads: reads.contains(senderStream) ? reads : reads + [senderStream],
      expected: expected, freshKeysMax: freshKeysMax
    ) { states throws(Rejection) in
      try actor.authorise(method.path, concerning: concerned, agencyKind: states.agency(senderStream.id).kind)
      return try decide(states)
    }
  }

  func expectedToken(_ text: String, among streams: [StreamReference]) throws(CommandError) -> StreamToken? {
    guard !text.isEmpty else { return nil }
    guard
      let token = StreamToken(text, sealedUnder: secrets.token), streams.contains(where: { $0.id == token.streamID })
    else { throw .tokenUnknown }
    return token
  }

  func newID() -> Identifier128 {
    Identifier128.version7(microseconds: now(), random: random.word())
  }
}
