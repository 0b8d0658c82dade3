internal import AccessLog
internal import Commands
internal import CoreMetrics
internal import Cryptography
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
  private let operations: HubOperations
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
  ///
  /// - Parameter operations: told how the server does; of this server alone.
  package init(
    configuration: HubConfiguration, operations: HubOperations = HubOperations(), logger: Logger,
    announce: @escaping @Sendable (Announcement) -> Void
  ) {
    self.configuration = configuration
    self.operations = operations
    self.logger = logger
    self.announce = announce
  }

  /// Runs until it is shut down gracefully or cancelled.
  ///
  /// - Throws: `HubFailure` if it cannot start, or once another server has taken the log over.
  package func run() async throws {
    let sessions = HubSessions(configuration: configuration, logger: logger)
    // Set before the socket server hears of the shutdown, which asks later to be told.
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await sessions.hub.run() }
        group.addTask { await sessions.keys.run() }
        group.addTask { try await serve(over: sessions) }
        // Pools run until they are cancelled: the first task to end is the one that serves.
        defer { group.cancelAll() }
        try await group.next()
      }
    } onGracefulShutdown: {
      operations.drains()
    }
  }

  private func serve(over sessions: HubSessions) async throws {
    let foundation = try await HubFoundation(configuration: configuration, sessions: sessions, logger: logger)
    let secrets = try await CommandSecrets(from: foundation.keyRing)
    let claimant = Identifier128(high: foundation.random.word(), low: foundation.random.word())
    let head: EventLog.LogHead
    do {
      head = try await cancelWhenGracefulShutdown { try await claim(foundation.store, by: claimant) }
    } catch {
      // A server that stands by has nothing under way.
      if Task.isShuttingDownGracefully { return }
      throw error
    }
    for name in HubFoundation.projectionNames {
      try await Rebuild(foundation.builder(of: name, head: head), configuration: sessions.writerConfiguration)
        .ensureLive()
    }
    let feed = LogFeed(store: foundation.store, durablePosition: head.position)
    let opener = foundation.opener(of: head)
    let agreements = AgreementRegister(
      head: head, store: foundation.store, opener: opener, sessions: sessions.hub, logger: logger, pause: Backoff.pause)
    let protection = ProtectionRegister(
      head: head, store: foundation.store, opener: opener, logger: logger, pause: Backoff.pause)
    let factory = operations.defineLog(projections: HubFoundation.projectionNames)
    let batchEvents = Recorder(label: HubMetrics.batchEvents, factory: factory)
    let batchDurable = Timer(label: HubMetrics.batchDurable, factory: factory)
    let sequencer = Sequencer(
      store: foundation.store, claimant: claimant, head: head, memory: StreamMemory(), now: configuration.now,
      measure: { batchDurable.recordNanoseconds($0) },
      publish: {
        batchEvents.record($0.stored.count)
        agreements.note($0)
        protection.note($0)
        feed.publish($0)
      })
    let watch = try await CertificateWatch(
      CertificateTable(now: configuration.now), store: foundation.store, head: head, feed: feed, opener: opener,
      logger: logger)
    let authority = HubAuthority(
      folder: configuration.authorityFolder, names: configuration.tls?.names ?? [], table: watch.table,
      random: foundation.random, now: configuration.now)
    var callers = configuration.callers
    callers.certificates = watch.table
    let runners = HubFoundation.projectionNames.compactMap { foundation.projection($0, opener: opener) }.map {
      ProjectionRunner(
        $0, feed: feed, opener: opener, sessions: sessions.hub,
        configuration: sessions.viewConfiguration, logger: logger, pause: Backoff.pause)
    }
    let cases = foundation.cases(opener)
    guard let view = runners.first(where: { $0.name == "cases" })?.checkpoint else {
      preconditionFailure("there is a view of cases")
    }
    let presence = CasePresence(
      protection: protection, cases: cases, view: view, feed: feed, secrets: secrets, now: configuration.now)
    let commands = CommandHandler(
      sequencer: sequencer, store: foundation.store, keyRing: foundation.keyRing, secrets: secrets,
      random: foundation.random, clocks: configuration.clocks, glassLife: configuration.glassLife,
      closed: { streams, actor, relationship async throws(CommandError) in
        try await presence.closed(streams, to: actor, relationship)
      }, now: configuration.now)
    let accessSealer = try await AccessSealer(from: foundation.keyRing)
    let accessLog = foundation.accessLog(now: configuration.now)
    let services = HubServices(
      foundation: foundation, cases: cases, callers: callers,
      certificates: HubCertificates(authority: authority, table: watch.table, checkpoint: watch.checkpoint),
      commands: commands, now: configuration.now, tokenSecret: secrets.token, head: head, agreements: agreements,
      protection: protection, feed: feed,
      checkpoints: Dictionary(uniqueKeysWithValues: runners.map { ($0.name, $0.checkpoint) }),
      audit: foundation.audit(over: accessLog, accessSealer, feed, now: configuration.now),
      accesses: AccessQuery(reader: AccessLogReader(sessions: sessions.hub), sealer: accessSealer))
    var methods = services.methods
    methods.registerHealth(operations.health)
    methods.registerReflection(of: contractFiles)
    let hub = ServingHub(
      sequencer: sequencer, store: foundation.store, sessions: sessions, runners: runners, feed: feed, factory: factory)
    var limits = RPCServerConfiguration()
    var identity: (@Sendable () throws -> TLSIdentity)?
    if let tls = configuration.tls, configuration.addresses.contains(where: \.isTCP) {
      limits.ageMilliseconds = tls.connectionAgeMilliseconds
      // What is wrong with the keys is said now, and not to the first who connects.
      _ = try authority.serverIdentity()
      identity = { try authority.serverIdentity() }
    }
    let server = RPCServer(
      addresses: configuration.addresses, methods: methods, configuration: limits, logger: logger,
      tls: identity, admission: callers.admission,
      observer: operations.measurements(ofCalls: methods.paths),
      onBound: { names in
        operations.serves(hub)
        for name in names { announce(.listening(on: name)) }
      })
    let deadlines = DeadlineWatch(
      commands: commands, deadlines: DeadlineQuery(sessions: sessions.hub), now: configuration.now,
      interval: configuration.deadlineInterval, logger: logger)
    try await run(
      server, writing: sequencer, accessLog, projecting: runners, agreements, protection, watching: hub, deadlines,
      watch)
  }

  private func run(
    _ server: RPCServer, writing sequencer: Sequencer<StreamMemory>, _ accessLog: AccessLogWriter,
    projecting runners: [ProjectionRunner], _ agreements: AgreementRegister, _ protection: ProtectionRegister,
    watching hub: ServingHub,
    _ deadlines: DeadlineWatch, _ certificates: CertificateWatch
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await deadlines.run() }
      group.addTask { await accessLog.run() }
      group.addTask { await hub.run() }
      group.addTask { await operations.tellHealth() }
      group.addTask { await certificates.run { server.endRefusedConnections() } }
      group.addTask {
        // Nothing happens when a certificate expires.
        while (try? await Task.sleep(for: Self.expiryInterval)) != nil { server.endRefusedConnections() }
      }
      for runner in runners { group.addTask { await runner.run() } }
      group.addTask { await agreements.run() }
      group.addTask { await protection.run() }
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
  private static let expiryInterval = Duration.seconds(1)

  private func claim(_ store: PostgresLogStore, by claimant: Identifier128) async throws -> LogHead {
    guard !configuration.takesOver else { return try await store.claim(.force, by: claimant) }
    if try await store.isHeld() {
      operations.standsBy()
      announce(.standingBy)
    }
    return try await store.claim(.whenFree, by: claimant)
  }
}

extension SocketName {
  fileprivate var isTCP: Bool {
    if case .tcp = self { true } else { false }
  }
}
