internal import Cryptography
internal import EventCoding
internal import EventLog
internal import Libpq
internal import Logging
internal import Projections

/// What everything in a hub stands on: its sessions with PostgreSQL, its log, its keys.
struct HubFoundation: Sendable {
  let sessions: HubSessions
  let store: PostgresLogStore
  let keyRing: KeyRing
  let matchTokens: MatchTokens
  let random: RandomSource
  let logger: Logger

  /// Opens the key ring; the sessions must be kept open by somebody.
  ///
  /// - Throws: `KeyFile.Failure`, `LogStoreError`.
  init(configuration: HubConfiguration, sessions: HubSessions, logger: Logger) async throws {
    self.sessions = sessions
    self.logger = logger
    random = RandomSource()
    store = PostgresLogStore(configuration: sessions.logConfiguration, readers: sessions.hub, pause: Backoff.pause)
    let file = KeyFile(path: configuration.keyFile)
    let key: KeyEncryptionKey
    if let known = try file.read(random: random) {
      key = known
    } else {
      guard try await store.head().position == 0 else { throw KeyFile.Failure.missing(path: file.path) }
      key = try file.create(random: random)
      logger.notice(
        "made a key-encryption key: keep a copy of its file in a safe place", metadata: ["file": "\(file.path)"])
    }
    keyRing = KeyRing(
      store: PostgresKeyStore(sessions: sessions.keys), keyEncryptionKey: key, random: random,
      now: configuration.now)
    matchTokens = try await MatchTokens(from: keyRing)
  }

  /// Opens what the log stores.
  func opener(of head: LogHead) -> EventOpener {
    EventOpener(logID: head.logID, random: random, keyRing: keyRing)
  }

  /// Reads the documents of cases.
  func cases(_ opener: EventOpener) -> CaseQuery {
    CaseQuery(
      keyRing: keyRing, opener: opener, sessions: sessions.hub, random: random, tokens: matchTokens,
      logger: logger)
  }

  /// The names of all projections, in the order in which they are shown.
  static let projectionNames = ["agencies", "agreements", "referrals", "cases"]

  /// A projection of that name, made afresh; `nil` if there is none.
  func projection(
    _ name: String, opener: EventOpener, rememberedMax: Int = CaseProjection.rememberedMaxDefault
  ) -> (any Projection)? {
    switch name {
    case "agencies": AgencyProjection()
    case "agreements": AgreementProjection()
    case "referrals": ReferralProjection()
    case "cases":
      CaseProjection(
        keyRing: keyRing, opener: opener, sessions: sessions.hub, random: random, tokens: matchTokens,
        rememberedMax: rememberedMax)
    default: nil
    }
  }

  /// How many documents one part of a rebuild remembers.
  private static let rebuildRememberedMax = 2_048

  /// Builds generations of a projection.
  func builder(
    of name: String, head: LogHead, progress: RebuildProgress = RebuildProgress()
  ) -> GenerationBuilder {
    let opener = opener(of: head)
    return GenerationBuilder(
      makeProjection: { [self] in
        guard let projection = projection(name, opener: opener, rememberedMax: Self.rebuildRememberedMax) else {
          preconditionFailure("there is no projection \(name)")
        }
        return projection
      }, store: store, opener: opener, sessions: sessions.hub,
      configuration: sessions.viewConfiguration, progress: progress, logger: logger)
  }
}
