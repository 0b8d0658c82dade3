import CairnDomain
import CairnMessages
import Commands
internal import Cryptography
import EventCoding
import EventLog
import EventLogTestSupport
import Identifiers
import Libpq
import Logging
import Projections
import Testing

/// A hub's writing side and its projections over a log in PostgreSQL, with keys in memory.
final class WritingHub: Sendable {
  let sequencer: Sequencer<StreamMemory>
  let query: CaseQuery
  let generations: Generations
  let store: PostgresLogStore
  let pool: SessionPool
  let agreements: AgreementRegister
  let session: SessionConfiguration
  /// Of a process of its own, as an operator's is: in a session that is shared, what waits for a hold would stand before
  /// what the hold waits for.
  private let operatorPool: SessionPool
  private let pooling: Task<Void, Never>
  let handler: CommandHandler
  private let feed: LogFeed
  let opener: EventOpener
  let keyRing: KeyRing
  private let random = RandomSource()
  private let tokens: MatchTokens
  private let writing: Task<Void, any Error>
  private let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

  struct BadKey: Error {}

  init(store: PostgresLogStore, pool: SessionPool, session: SessionConfiguration) async throws {
    self.store = store
    self.pool = pool
    self.session = session
    let operatorPool = SessionPool(.init(session: session))
    self.operatorPool = operatorPool
    pooling = Task { await operatorPool.run() }
    guard let key = KeyEncryptionKey(bytes: [UInt8](repeating: 3, count: 32), random: random) else { throw BadKey() }
    let keyRing = KeyRing(store: InMemoryKeyStore(), keyEncryptionKey: key, random: random) { Self.now }
    let head = try await store.claim(.whenFree, by: Samples.claimant)
    let feed = LogFeed(store: store, durablePosition: head.position)
    let opener = EventOpener(logID: head.logID, random: random, keyRing: keyRing)
    let agreements = AgreementRegister(
      head: head, store: store, opener: opener, sessions: pool, logger: logger
    ) { _ in await Task.yield() }
    let sequencer = Sequencer(
      store: store, claimant: Samples.claimant, head: head, memory: StreamMemory(), now: { Self.now }
    ) { batch in
      feed.publish(batch)
      agreements.note(batch)
    }
    handler = CommandHandler(
      sequencer: sequencer, store: store, keyRing: keyRing, secrets: try await CommandSecrets(from: keyRing),
      random: random, closed: { _, _, _ in [] }, now: { Self.now })
    self.opener = opener
    self.agreements = agreements
    tokens = try await MatchTokens(from: keyRing)
    query = CaseQuery(
      keyRing: keyRing, opener: opener, sessions: pool, random: random, tokens: tokens, logger: logger)
    generations = Generations(sessions: pool)
    self.keyRing = keyRing
    self.feed = feed
    self.sequencer = sequencer
    writing = Task { try await sequencer.run() }
  }

  private static let now: Int64 = 1_795_000_000_000_000

  func stop() {
    writing.cancel()
    pooling.cancel()
  }

  /// A projection as an operator's process has it.
  func projection(_ name: String) -> any Projection { projection(name, sessions: operatorPool) }

  private func projection(_ name: String, sessions: SessionPool) -> any Projection {
    switch name {
    case "agencies": AgencyProjection()
    case "agreements": AgreementProjection()
    case "referrals": ReferralProjection()
    default:
      CaseProjection(
        keyRing: keyRing, opener: opener, sessions: sessions, random: random, tokens: tokens, rememberedMax: 16)
    }
  }

  func startRunner(_ name: String = "cases") -> (runner: ProjectionRunner, task: Task<Void, Never>) {
    let runner = ProjectionRunner(
      projection(name, sessions: pool), feed: feed, opener: opener, sessions: pool, configuration: session,
      logger: logger
    ) { _ in await Task.yield() }
    return (runner, Task { await runner.run() })
  }

  func builder(
    _ name: String, progress: RebuildProgress = RebuildProgress(),
    making make: (@Sendable () -> any Projection)? = nil
  ) -> GenerationBuilder {
    GenerationBuilder(
      makeProjection: make ?? { [self] in projection(name) }, store: store, opener: opener, sessions: operatorPool,
      configuration: session, progress: progress, logger: logger)
  }

  func rebuild(_ name: String, making make: (@Sendable () -> any Projection)? = nil) -> Rebuild {
    Rebuild(builder(name, making: make), configuration: session)
  }

  func parkingLot(_ name: String) -> ParkingLot {
    ParkingLot(builder(name), configuration: session)
  }

  func registerAgency(_ id: String) async throws {
    _ = try await handler.registerAgency(
      RegisterAgencyRequest(
        context: context(role: .operator), agency: Agency(agencyID: id, kind: .health, name: id)), from: .hub)
  }

  /// Drafts an agreement, or its next version.
  func draft(_ id: String, _ change: (inout Agreement) -> Void = { _ in }) async throws {
    var agreement = TestParty.agreement(id)
    agreement.parties[1].agencyID = "agency-0"
    agreement.parties.removeLast()
    change(&agreement)
    _ = try await handler.draftAgreement(
      DraftAgreementRequest(context: context(role: .dataProtectionOfficer), agreement: agreement), from: .hub)
  }

  func openCase() async throws -> String { try #require(try await refer().caseIDs.first) }

  func refer(_ child: Child = Child(dateOfBirth: "2019-01-01")) async throws -> SubmitReferralResponse {
    try await handler.submitReferral(
      SubmitReferralRequest(context: context(role: .referrer), referral: Referral(children: [child])), from: .hub)
  }

  func acknowledge(_ referralID: String) async throws {
    _ = try await handler.acknowledgeReferrer(
      AcknowledgeReferrerRequest(context: context(role: .screener), referralID: referralID), from: .hub)
  }

  func ask(_ agencyID: String, about caseID: String) async throws {
    _ = try await handler.requestInformation(
      RequestInformationRequest(
        context: context(role: .screener), caseID: caseID, agencyIDs: [agencyID], information: "what", reason: "why"),
      from: .hub)
  }

  /// Gives an agency access to a case.
  ///
  /// - Returns: the grant's id.
  func grant(_ caseID: String, to agencyID: String, _ level: AccessLevel) async throws -> String {
    try await handler.grantAccess(
      GrantAccessRequest(
        context: context(role: .manager), caseID: caseID, agencyID: agencyID, level: level, reason: "why"),
      from: .hub
    ).grantID
  }

  func endAccess(_ grantID: String, of caseID: String) async throws {
    _ = try await handler.endAccess(
      EndAccessRequest(context: context(role: .manager), caseID: caseID, grantID: grantID, reason: "why"), from: .hub)
  }

  /// Breaks the glass of a case, as a practitioner of an agency.
  ///
  /// - Returns: the grant's id.
  func breakGlass(_ caseID: String, from agencyID: String) async throws -> String {
    try await handler.breakGlass(
      BreakGlassRequest(context: context(role: .leadPractitioner), caseID: caseID, reason: "why"),
      from: try #require(AgencyID(agencyID))
    ).grantID
  }

  func review(_ grantID: String, of caseID: String) async throws {
    _ = try await handler.reviewBreakGlass(
      ReviewBreakGlassRequest(
        context: context(role: .manager), caseID: caseID, grantID: grantID, finding: .justified, note: "why"),
      from: .hub)
  }

  func rate(_ caseID: String, rationale: String, rag: Rag = .amber) async throws {
    _ = try await handler.setRag(
      SetRagRequest(context: context(role: .screener), caseID: caseID, rag: rag, rationale: rationale), from: .hub)
  }

  private func context(role: Role) -> CommandContext {
    CommandContext(
      commandID: Identifier128.version7(microseconds: Self.now, random: random.word()).description,
      occurredAt: "2026-11-18T09:00:00Z", actingPerson: Identifier128(high: 5, low: 5).description, role: role,
      purpose: "child-safeguarding")
  }
}
