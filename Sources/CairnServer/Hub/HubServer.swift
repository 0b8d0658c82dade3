internal import Commands
internal import EventCoding
internal import EventLog
internal import Identifiers
internal import Libpq
package import Logging
internal import Projections
package import RPC
internal import ServiceLifecycle

/// A hub's server, put together: the log and its one writer, the projections, the services on their sockets.
package struct HubServer: Service {
  private let configuration: HubConfiguration
  private let logger: Logger
  private let announce: @Sendable (Announcement) -> Void

  /// What those who started the server are told.
  package enum Announcement: Sendable {
    /// Another server holds the log; this one waits to take over.
    case standingBy
    /// It answers on this address.
    case listening(on: SocketName)
  }

  /// A server that is not running yet.
  package init(
    configuration: HubConfiguration, logger: Logger, announce: @escaping @Sendable (Announcement) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.announce = announce
  }

  /// Runs until it is shut down gracefully or cancelled.
  ///
  /// - Throws: `HubFailure` if it cannot start, or once another server has taken the log over.
  package func run() async throws {
    let sessions = HubSessions(configuration: configuration, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await sessions.hub.run() }
      group.addTask { await sessions.keys.run() }
      group.addTask { try await serve(over: sessions) }
      // Pools run until they are cancelled: the first task to end is the one that serves.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func serve(over sessions: HubSessions) async throws {
    let random = RandomSource()
    let store = PostgresLogStore(
      configuration: sessions.writerConfiguration, readers: sessions.hub, pause: Backoff.pause)
    let keyRing = try await openKeyRing(sessions: sessions, store: store, random: random)
    let secrets = try await CommandSecrets(from: keyRing)
    let claimant = Identifier128(high: random.word(), low: random.word())
    let head = try await claim(store, by: claimant)
    let feed = LogFeed(store: store, durablePosition: head.position)
    let sequencer = Sequencer(
      store: store, claimant: claimant, head: head, memory: StreamMemory(), now: SystemClock.microseconds
    ) {
      feed.publish($0)
    }
    let opener = EventOpener(logID: head.logID, random: random, keyRing: keyRing)
    let runners = [
      AgencyProjection() as any Projection,
      CaseProjection(keyRing: keyRing, sessions: sessions.hub, random: random),
    ].map {
      ProjectionRunner(
        $0, feed: feed, opener: opener, sessions: sessions.hub, logger: logger, pause: Backoff.pause)
    }
    let services = HubServices(
      callers: configuration.callers,
      commands: CommandHandler(
        sequencer: sequencer, store: store, keyRing: keyRing, secrets: secrets, random: random,
        now: SystemClock.microseconds),
      tokenSecret: secrets.token, store: store, agencies: AgencyQuery(sessions: sessions.hub),
      agenciesCheckpoint: runners[0].checkpoint,
      cases: CaseQuery(keyRing: keyRing, sessions: sessions.hub, random: random),
      casesCheckpoint: runners[1].checkpoint)
    let server = FrameServer(
      addresses: configuration.addresses, methods: services.methods, logger: logger,
      onBound: { names in for name in names { announce(.listening(on: name)) } })
    try await run(server, writing: sequencer, projecting: runners)
  }

  private func run(
    _ server: FrameServer, writing sequencer: Sequencer<StreamMemory>, projecting runners: [ProjectionRunner]
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for runner in runners { group.addTask { await runner.run() } }
      group.addTask {
        do throws(LogStoreError) { try await sequencer.run() } catch { throw HubFailure.takenOver }
      }
      group.addTask {
        while (try? await Task.sleep(for: Self.renewalInterval)) != nil { await sequencer.renew() }
      }
      group.addTask { try await server.run() }
      // The writer and the projections run until they are cancelled. The first to end is the socket server, after a
      // graceful shutdown, or the writer, which has been taken over.
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private static let renewalInterval = Duration.seconds(1)

  private func claim(_ store: PostgresLogStore, by claimant: Identifier128) async throws -> LogHead {
    guard !configuration.takesOver else { return try await store.claim(.force, by: claimant) }
    if try await store.isHeld() { announce(.standingBy) }
    return try await store.claim(.whenFree, by: claimant)
  }

  private func openKeyRing(
    sessions: HubSessions, store: PostgresLogStore, random: RandomSource
  ) async throws -> KeyRing {
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
    return KeyRing(
      store: PostgresKeyStore(sessions: sessions.keys), keyEncryptionKey: key, random: random,
      now: SystemClock.microseconds)
  }
}
