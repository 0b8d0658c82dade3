internal import Libpq
internal import Logging

/// The sessions of a hub's server with PostgreSQL: as `cairn_server`, which may do what a server needs and no more.
struct HubSessions: Sendable {
  let hub: SessionPool
  let keys: SessionPool
  let writerConfiguration: SessionConfiguration

  /// How long a session waits for an answer before it is given up.
  private static let answerTimeoutMilliseconds = 10_000

  /// - Parameter isMaintenance: for building views beside a server. What is built can be built again, so its commits need
  ///   not wait for the disk; the one that makes it live does, and with it all before.
  init(configuration: HubConfiguration, logger: Logger, isMaintenance: Bool = false) {
    hub = Self.pool(configuration.database, name: "cairn", count: 4, waitsForDisk: !isMaintenance, logger: logger)
    keys = Self.pool(configuration.keysDatabase, name: "cairn keys", count: 1, logger: logger)
    writerConfiguration = Self.session(configuration.database, name: "cairn writer")
  }

  private static func pool(
    _ database: ConnectionString, name: String, count: Int, waitsForDisk: Bool = true, logger: Logger
  ) -> SessionPool {
    var session = session(database, name: name)
    if !waitsForDisk { session.settings.append((name: "synchronous_commit", value: "off")) }
    var configuration = SessionPool.Configuration(session: session)
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
