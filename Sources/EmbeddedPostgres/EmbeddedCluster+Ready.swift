internal import Foundation
internal import Libpq
internal import Logging

extension EmbeddedCluster {
  private static let pause = Duration.milliseconds(50)

  /// Waits until the cluster lets us in. It says 57P03 while it recovers.
  func waitUntilReady(_ postmaster: Postmaster) async throws(ClusterError) {
    let end = ContinuousClock.now + configuration.startTimeout
    while true {
      do throws(PostgresError) {
        try await session(postmaster, database: "postgres").close()
        return
      } catch {
        guard ContinuousClock.now < end, postmaster.isAlive(on: layout), !Task.isCancelled else {
          throw ClusterError(
            .notReady, "PostgreSQL runs in \(layout.data.path) but does not answer. Look at its log in the folder log.",
            cause: error)
        }
      }
      try await pause(Self.pause)
    }
  }

  /// Waits until the owner has the cluster running; becomes the owner if that one goes first.
  func waitForOwner() async throws(ClusterError) {
    let end = ContinuousClock.now + configuration.startTimeout
    logger.info("another process owns the PostgreSQL in this data directory; using it without owning it")
    while ContinuousClock.now < end {
      if let running = Postmaster.running(layout) {
        try await waitUntilReady(running)
        postmaster = running
        return
      }
      lock = try OwnerLock.take(layout.lockFile)
      if isOwner {
        try await bringUp()
        return
      }
      try await pause(Self.pause)
    }
    throw ClusterError(
      .notReady, "Another process owns the PostgreSQL in \(layout.root.path) but does not have it running.")
  }

  /// Waits until the processes of a killed postmaster have gone: a new one refuses to start beside them. They go by
  /// themselves when they notice; those that do not are told what a postmaster tells its own after a crash, first
  /// SIGQUIT, then SIGKILL.
  func waitForOrphans() async throws(ClusterError) {
    for attempt in 0... {
      let orphans = ClusterProcess.all(in: layout.data)
      guard !orphans.isEmpty else { return }
      if attempt == 20 { for orphan in orphans { kill(orphan.processID, SIGQUIT) } }
      if attempt >= 80, attempt % 20 == 0 { for orphan in orphans { kill(orphan.processID, SIGKILL) } }
      guard attempt < 400 else {
        throw ClusterError(
          .notReady,
          "Processes of an earlier PostgreSQL in \(layout.data.path) do not go: \(orphans.map(\.processID)). Stop them."
        )
      }
      try await pause(Self.pause)
    }
  }

  func makeDatabase(_ name: String) async throws(ClusterError) {
    guard let postmaster else { return }
    do throws(PostgresError) {
      let session = try await session(postmaster, database: "postgres")
      let exists = try await session.query(Self.databaseExists, [.text(name)]) { result throws(PostgresError) in
        result.rowCount == 1
      }
      if !exists {
        // Names of databases are ours, not a user's; quoting keeps odd ones whole.
        do throws(PostgresError) {
          try await session.runScript("create database \"\(name.replacing("\"", with: "\"\""))\"")
        } catch {
          // Another process may have been faster.
          guard error.sqlState == SQLState(rawValue: "42P04") else { throw error }
        }
      }
      await session.close()
    } catch {
      throw ClusterError(.notReady, "The database \(name) could not be made.", cause: error)
    }
  }

  private static let databaseExists = Statement(
    name: "database_exists", sql: "select from pg_database where datname = $1", parameterTypes: [.text])

  private func session(_ postmaster: Postmaster, database: String) async throws(PostgresError) -> Session {
    var configuration = SessionConfiguration(
      connection: Self.connection(postmaster, database: database), applicationName: "cairn cluster")
    configuration.connectTimeoutMilliseconds = 2_000
    return try await Session.connect(configuration)
  }

  func pause(_ duration: Duration) async throws(ClusterError) {
    do { try await configuration.sleep(duration) } catch {
      throw ClusterError(.notReady, "Waiting for PostgreSQL was cancelled.", cause: error)
    }
  }
}
