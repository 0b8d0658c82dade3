package import EventCoding
package import EventLog
package import Libpq
package import Logging
internal import Synchronization

/// Keeps a projection up with the log: each page of events changes rows and checkpoint in one transaction, so that every
/// event counts exactly once, whatever fails in between.
package final class ProjectionRunner: Sendable {
  private let projection: any Projection
  private let feed: LogFeed
  private let opener: EventOpener
  private let sessions: SessionPool
  private let logger: Logger
  private let pause: @Sendable (_ attempt: Int) async -> Void
  /// How far the projection has come.
  package let checkpoint = Checkpoint(position: 0)

  /// A runner.
  ///
  /// - Parameter pause: waits between attempts, the longer the more there were.
  package init(
    _ projection: any Projection, feed: LogFeed, opener: EventOpener, sessions: SessionPool, logger: Logger,
    pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    self.projection = projection
    self.feed = feed
    self.opener = opener
    self.sessions = sessions
    self.logger = logger
    self.pause = pause
  }

  /// Runs until the task is cancelled.
  package func run() async {
    var attempt = 0
    var live: LiveGeneration?
    while !Task.isCancelled {
      do throws(ProjectionError) {
        let current: LiveGeneration
        if let live { current = live } else { current = try await readCheckpoint() }
        live = try await foldNextPage(after: current)
        attempt = 0
      } catch {
        live = nil
        attempt += 1
        projection.forget()
        logger.warning("a projection fell behind and tries again", metadata: ["projection": "\(projection.name)"])
        await pause(attempt)
      }
    }
  }

  private func readCheckpoint() async throws(ProjectionError) -> LiveGeneration {
    do throws(PostgresError) {
      let live = try await sessions.query(
        CheckpointStatements.read, [.text(projection.name)], idempotent: true, decode: CheckpointStatements.decode)
      checkpoint.advance(to: live.position)
      return live
    } catch {
      throw .database(error)
    }
  }

  private func foldNextPage(after live: LiveGeneration) async throws(ProjectionError) -> LiveGeneration {
    let opened: [OpenedEvent]
    do throws(LogStoreError) {
      opened = try await opener.open(try await feed.events(after: live.position))
    } catch {
      throw .store(error)
    }
    guard let last = opened.last?.stored.position else { return live }
    var steps = try await projection.fold(opened, generation: live.generation)
    steps.append(
      Step(
        CheckpointStatements.advance,
        [
          .text(projection.name), .int32(live.generation), .int64(Int64(live.position)), .int64(Int64(last)),
        ]))
    do throws(PostgresError) {
      _ = try await sessions.transact(steps)
    } catch {
      throw .database(error)
    }
    checkpoint.advance(to: last)
    return LiveGeneration(generation: live.generation, position: last)
  }
}
