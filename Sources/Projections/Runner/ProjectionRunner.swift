package import EventCoding
internal import EventLog
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
      var live = try await sessions.query(
        CheckpointStatements.read, [.text(projection.name)], idempotent: true, decode: CheckpointStatements.decode)
      live.parked = try await sessions.query(
        ParkedStreamStatements.list, [.text(projection.name), .int32(live.generation)], idempotent: true,
        decode: ParkedStreamStatements.decodeIDs)
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
    var next = live
    next.position = last
    var steps = park(opened, in: &next)
    let readable = opened.filter { !next.parked.contains($0.stored.event.streamID) }
    steps += try await projection.fold(readable, generation: live.generation)
    steps.append(
      Step(
        CheckpointStatements.advance,
        [.text(projection.name), .int32(live.generation), .int64(Int64(live.position)), .int64(Int64(last))]))
    do throws(PostgresError) {
      _ = try await sessions.transact(steps)
    } catch {
      throw .database(error)
    }
    checkpoint.advance(to: last)
    return next
  }

  /// An event that cannot be read parks its own stream and stops nothing else: readers are told that the view is
  /// incomplete.
  private func park(_ events: [OpenedEvent], in live: inout LiveGeneration) -> [Step] {
    var steps: [Step] = []
    for opened in events {
      guard case .unreadable(let reason) = opened.content else { continue }
      guard live.parked.insert(opened.stored.event.streamID).inserted else { continue }
      steps.append(
        ParkedStreamStatements.park(opened.stored, name: projection.name, generation: live.generation, reason: reason))
      logger.error(
        "an event cannot be read: its stream is parked",
        metadata: [
          "projection": "\(projection.name)", "stream": "\(opened.stored.event.streamID)",
          "position": "\(opened.stored.position)", "reason": "\(reason)",
        ])
    }
    return steps
  }
}
