internal import Logging
internal import ServiceLifecycle

extension EmbeddedCluster: Service {
  private static let lookInterval = Duration.milliseconds(200)
  private static let backoffMax = Duration.seconds(2)

  /// Watches the cluster until graceful shutdown or cancellation, then stops it.
  ///
  /// A postmaster that died is started again, with growing pauses while that fails. If another process owns the cluster,
  /// this one becomes the owner once that has gone.
  package func run() async throws {
    await cancelWhenGracefulShutdown {
      await self.watch()
    }
    // Stopping must also happen when the task was cancelled.
    await Task { await self.stop() }.value
  }

  private func watch() async {
    var backoff = Self.lookInterval
    while !Task.isCancelled && !isStopping {
      do throws(ClusterError) {
        try await look()
        backoff = Self.lookInterval
      } catch {
        if Task.isCancelled || isStopping { return }
        logger.error("PostgreSQL could not be started again; trying on", metadata: ["reason": "\(error)"])
        backoff = min(backoff * 2, Self.backoffMax)
      }
      guard (try? await configuration.sleep(backoff)) != nil else { return }
    }
  }

  private func look() async throws(ClusterError) {
    if !isOwner {
      lock = try OwnerLock.take(layout.lockFile)
      guard isOwner else { return }
      logger.notice("the owner of the PostgreSQL in this data directory has gone; taking its place")
    }
    if let postmaster, postmaster.isAlive(on: layout) { return }
    logger.warning("PostgreSQL has gone; starting it again")
    try await bringUp()
  }
}
