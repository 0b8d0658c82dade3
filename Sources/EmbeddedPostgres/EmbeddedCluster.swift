package import Foundation
package import Libpq
package import Logging

/// A private PostgreSQL in a data directory: made, started, watched and stopped by us, reached through a Unix socket.
///
/// One process owns it, by a file lock that the kernel gives back when the process dies. The owner starts, restarts and
/// stops it. A second process on the same data directory uses it without owning it: it neither starts nor stops
/// anything, and `run()` makes it the owner once the first has gone. A cluster that a killed owner left running is
/// adopted, not restarted.
package actor EmbeddedCluster {
  /// Where the cluster is, and how patient we are.
  package struct Configuration: Sendable {
    /// Cairn's data directory; the cluster is in `postgres` below it.
    package var dataDirectory: URL
    /// Databases to make where they are missing.
    package var databases = ["cairn", "cairn_keys"]
    /// Until the cluster answers after a start; recovery after a crash included.
    package var startTimeout = Duration.seconds(60)
    /// Until a fast shutdown has ended, before an immediate one follows.
    package var stopTimeout = Duration.seconds(20)
    /// Server settings beyond ours, which win.
    package var settings: [(name: String, value: String)] = []
    /// Waits; throws if cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    package init(dataDirectory: URL) { self.dataDirectory = dataDirectory }
  }

  let configuration: Configuration
  let layout: ClusterLayout
  let logger: Logger
  var lock: OwnerLock?
  var postmaster: Postmaster?
  var isStopping = false

  /// Makes a cluster that is not started yet; nothing on disk is touched.
  package init(_ configuration: Configuration, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
    layout = ClusterLayout(dataDirectory: configuration.dataDirectory)
  }

  /// Whether this is the one that may start and stop the cluster.
  package var isOwner: Bool { lock != nil }

  /// The server process, once the cluster has been started or adopted.
  package var postmasterProcessID: Int32? { postmaster?.processID }

  /// How to reach one of its databases, as its superuser. It stays the same over restarts.
  /// - Throws: `notReady` before `start()`.
  package func connection(database: String) throws(ClusterError) -> ConnectionString {
    guard let postmaster else {
      throw ClusterError(.notReady, "The cluster in \(layout.root.path) has not been started.")
    }
    return Self.connection(postmaster, database: database)
  }

  /// How to reach a database of the cluster in a data directory, if that runs, whoever started it; `nil` otherwise.
  package static func runningConnection(in dataDirectory: URL, database: String) -> ConnectionString? {
    Postmaster.running(ClusterLayout(dataDirectory: dataDirectory)).map { connection($0, database: database) }
  }

  /// Whether a cluster has been made in a data directory.
  package static func isMade(in dataDirectory: URL) -> Bool {
    FileManager.default.fileExists(atPath: ClusterLayout(dataDirectory: dataDirectory).data.path)
  }

  static func connection(_ postmaster: Postmaster, database: String) -> ConnectionString {
    ConnectionString(values: [
      "host": postmaster.socketDirectory, "port": String(ClusterSettings.port), "user": ClusterSettings.superuser,
      "dbname": database,
    ])
  }

  /// Makes the cluster if there is none, starts it or adopts a running one, and makes missing databases.
  ///
  /// Returns when the cluster answers. Where another process owns it, this waits for that one to have it running.
  package func start() async throws(ClusterError) {
    isStopping = false
    try Folder.make(layout.root, mode: SystemUser.current.isRoot ? 0o711 : 0o700, owner: .current)
    if lock == nil { lock = try OwnerLock.take(layout.lockFile) }
    if isOwner { try await bringUp() } else { try await waitForOwner() }
    for database in configuration.databases { try await makeDatabase(database) }
  }

  /// Stops the cluster if this is its owner, and gives the ownership back.
  package func stop() async {
    isStopping = true
    guard lock != nil else { return }
    if let running = Postmaster.running(layout) {
      running.shutDownFast()
      if !(await hasGone(running, within: configuration.stopTimeout)) {
        logger.warning("PostgreSQL does not stop and is stopped at once; its next start will recover")
        running.shutDownImmediately()
        _ = await hasGone(running, within: configuration.stopTimeout)
      }
    }
    SocketDirectory.removeRecorded(layout)
    postmaster = nil
    lock = nil
  }

  private func hasGone(_ postmaster: Postmaster, within timeout: Duration) async -> Bool {
    let end = ContinuousClock.now + timeout
    while postmaster.isAlive(on: layout) {
      // A cancelled task still has to see the cluster stopped, so this sleep is one that cannot be cancelled.
      await Task.detached { try? await Task.sleep(for: .milliseconds(20)) }.value
      if ContinuousClock.now > end { return false }
    }
    return true
  }
}
