internal import Libpq
internal import Logging

/// The sessions of a hub's server with PostgreSQL: as `cairn_server`, which may do what a server needs and no more.
struct HubSessions: Sendable {
  let hub: SessionPool
  let keys: SessionPool
  let writerConfiguration: SessionConfiguration
  /// For appending to the log: the same few statements for ever, for which no values make another plan better, and which
  /// PostgreSQL would plan anew each time.
  let logConfiguration: SessionConfiguration
  /// For writing who was shown what.
  let accessConfiguration: SessionConfiguration
  /// For writing views. They can be folded again, so their commits need not wait for the disk; the one that makes a
  /// generation live does, and with it all before.
  let viewConfiguration: SessionConfiguration

  /// How long a session waits for an answer before it is given up.
  private static let answerTimeoutMilliseconds = 10_000

  init(configuration: HubConfiguration, logger: Logger) {
    hub = Self.pool(configuration.database, name: "cairn", count: 4, logger: logger)
    keys = Self.pool(configuration.keysDatabase, name: "cairn keys", count: 1, logger: logger)
    writerConfiguration = Self.session(configuration.database, name: "cairn writer")
    var log = writerConfiguration
    log.settings.append((name: "plan_cache_mode", value: "force_generic_plan"))
    logConfiguration = log
    accessConfiguration = Self.session(configuration.database, name: "cairn access")
    var views = Self.session(configuration.database, name: "cairn views")
    views.settings.append((name: "synchronous_commit", value: "off"))
    viewConfiguration = views
  }

  private static func pool(
    _ database: ConnectionString, name: String, count: Int, logger: Logger
  ) -> SessionPool {
    var configuration = SessionPool.Configuration(session: session(database, name: name))
    configuration.sessionCount = count
    configuration.report = { error in
      logger.warning("a session with PostgreSQL ended and is opened again", metadata: ["reason": "\(error)"])
    }
    return SessionPool(configuration)
  }

  private static func session(_ database: ConnectionString, name: String) -> SessionConfiguration {
    var configuration = SessionConfiguration(connection: database, applicationName: name)
    configuration.settings = [(name: "role", value: "cairn_server")]
    configuration.answerTimeoutMilliseconds = answerTimeoutMilliseconds
    return configuration
  }
}
