internal import CairnCodec
internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Projections
internal import RPC

/// What every service of a hub works with.
struct HubServices: Sendable {
  let callers: CallerRegister
  let certificates: HubCertificates
  let commands: CommandHandler
  let tokenSecret: HubSecret
  let store: any LogStore
  let opener: EventOpener
  let agencies: AgencyQuery
  let referrals: ReferralQuery
  let cases: CaseQuery
  let agreements: AgreementRegister
  let protection: ProtectionRegister
  let feed: LogFeed
  let changes: CaseChanges
  /// Looks up what its watchers are told for a few of them at a time, so that nobody else waits for hundreds that are behind.
  let watchers = Turnstile(places: 8)
  /// What streams of referrals have under way together.
  let bulk = Turnstile(places: HubServices.bulkRequestsMax)
  let audit: ReadAudit
  let accesses: AccessQuery
  let now: @Sendable () -> Int64
  /// How far each projection has come, by its name.
  private let checkpoints: [String: Checkpoint]

  init(
    foundation: HubFoundation, cases: CaseQuery, callers: CallerRegister, certificates: HubCertificates,
    commands: CommandHandler,
    now: @escaping @Sendable () -> Int64, tokenSecret: HubSecret, head: EventLog.LogHead,
    agreements: AgreementRegister, protection: ProtectionRegister, feed: LogFeed, checkpoints: [String: Checkpoint],
    audit: ReadAudit,
    accesses: AccessQuery
  ) {
    self.callers = callers
    self.certificates = certificates
    self.commands = commands
    self.tokenSecret = tokenSecret
    self.checkpoints = checkpoints.merging(["certificates": certificates.checkpoint]) { own, _ in own }
    self.agreements = agreements
    self.protection = protection
    self.feed = feed
    self.now = now
    self.audit = audit
    self.accesses = accesses
    changes = CaseChanges(tokenSecret: tokenSecret)
    store = foundation.store
    opener = foundation.opener(of: head)
    let sessions = foundation.sessions.hub
    agencies = AgencyQuery(sessions: sessions)
    referrals = ReferralQuery(opener: opener, sessions: sessions)
    self.cases = cases
  }

  /// Every method that this hub serves.
  var methods: MethodTable {
    var table = MethodTable()
    registerCommands(in: &table)
    registerAgencyQueries(in: &table)
    registerStaffQueries(in: &table)
    registerAgreementQueries(in: &table)
    registerCertificates(in: &table)
    registerReferralQueries(in: &table)
    registerBulk(in: &table)
    registerWatch(in: &table)
    registerCaseQueries(in: &table)
    registerInformationQueries(in: &table)
    registerPeopleQueries(in: &table)
    registerReferenceData(in: &table)
    registerLogQueries(in: &table)
    registerAuditQueries(in: &table)
    registerSimulation(in: &table)
    registerSharingDecisions(in: &table)
    return table
  }

  /// Who asks, once they are known and allowed to.
  func actor(
    _ context: QueryContext?, of call: CallContext
  ) async throws(RPCError) -> Actor {
    let actor = try actor(context, of: try await admit(context, of: call))
    try await authorise(actor, method: call.method)
    return actor
  }

  /// Who asks for something that tells of people, once they are known and allowed to; who is not allowed to is on record.
  func readingActor(_ context: QueryContext?, of call: CallContext) async throws(RPCError) -> Actor {
    let actor = try actor(context, of: try await admitReader(context, of: call))
    do throws(RPCError) {
      try await authorise(actor, method: call.method)
    } catch {
      try await recordRefusal(error, of: actor, calling: call, asking: Disclosure())
      throw error
    }
    return actor
  }

  /// Who asks for an agency, as they say it.
  private func actor(_ context: QueryContext?, of agencyID: AgencyID) throws(RPCError) -> Actor {
    do throws(Rejection) { return try Actor(validating: context, agencyID: agencyID) } catch { throw RPCError(error) }
  }

  /// Holds an actor to the table of permissions.
  ///
  /// - Parameter concerned: the agency that the call is about, if it is about one.
  /// - Returns: what the actor's agency must have to do with a case that it is shown.
  @discardableResult
  func authorise(
    _ actor: Actor, method: String, concerning concerned: AgencyID? = nil
  ) async throws(RPCError) -> Permission.Relationship {
    let agency: AgencyDecider.State
    do throws(CommandError) {
      agency = try await commands.agency(actor.agencyID)
    } catch {
      throw RPCError(
        .unavailable, "the hub's store does not answer: ask again in a moment",
        details: [.retryInfo(milliseconds: 1_000)])
    }
    do throws(Rejection) {
      return try actor.authorise(method, concerning: concerned, agencyKind: agency.kind)
    } catch {
      throw RPCError(error)
    }
  }

  /// Waits until views show what a receipt's token stands for.
  func waitToRead(_ text: String, _ projections: String...) async throws(RPCError) {
    guard !text.isEmpty else { return }
    guard let token = StreamToken(text, sealedUnder: tokenSecret) else {
      throw RPCError(
        .invalidArgument, "after_token is no token of this hub: take it from a receipt",
        details: [
          .badRequest([
            FieldViolation(field: "after_token", description: "is no token of this hub", reason: "TOKEN_UNKNOWN")
          ])
        ])
    }
    for name in projections {
      guard await waitForView(name, token.position) else { throw Self.behind }
    }
  }

  /// Whether a view shows everything up to a position.
  func viewShows(_ name: String, _ position: UInt64) -> Bool {
    checkpoints[name].map { $0.position >= position } ?? false
  }

  /// Waits until a view shows everything up to a position; `false` if the call ends before.
  func waitForView(_ name: String, _ position: UInt64) async -> Bool {
    await checkpoints[name]?.wait(for: position) ?? false
  }

  static let behind = RPCError(
    .deadlineExceeded, "the view has not come so far yet: ask again", details: [.retryInfo(milliseconds: 1_000)])
}
