package import EventCoding
internal import EventLog
package import Libpq
package import Logging

/// Keeps the live generation of a projection up with the log: each page of events changes rows and checkpoint in one
/// transaction, so that every event counts exactly once, whatever fails in between.
package final class ProjectionRunner: Sendable {
  private let projection: any Projection
  private let feed: LogFeed
  private let opener: EventOpener
  private let sessions: SessionPool
  private let configuration: SessionConfiguration
  private let generations: Generations
  private let logger: Logger
  private let pause: @Sendable (_ attempt: Int) async -> Void
  /// After a page of so many events, more are on their way: they are waited for, because a transaction costs as much as
  /// a hundred of them. Whoever waits for the view to catch up waits that much longer.
  private static let crowdEvents = 128
  private static let crowdedPause = Duration.milliseconds(10)

  /// Whether it is better to wait before the next page. There is no waiting while half a page is there already.
  private func isCrowd(_ events: Int, behind: UInt64) -> Bool {
    events >= Self.crowdEvents && behind < UInt64(LogReader.pageEventsMax / 2)
  }

  /// How far the projection has come.
  package let checkpoint = Checkpoint(position: 0)

  /// A runner.
  ///
  /// - Parameters:
  ///   - configuration: for the session that it writes over. Its commits need not wait for the disk: what is folded from
  ///     the log can be folded again, and rows and checkpoint are lost together or not at all.
  ///   - pause: waits between attempts, the longer the more there were.
  package init(
    _ projection: any Projection, feed: LogFeed, opener: EventOpener, sessions: SessionPool,
    configuration: SessionConfiguration, logger: Logger, pause: @escaping @Sendable (_ attempt: Int) async -> Void
  ) {
    self.configuration = configuration
    self.projection = projection
    self.feed = feed
    self.opener = opener
    self.sessions = sessions
    generations = Generations(sessions: sessions)
    self.logger = logger
    self.pause = pause
  }

  /// The projection's name.
  package var name: String { projection.name }

  /// The form of rows that it folds into.
  package var form: Int32 { projection.form }

  /// Runs until the task is cancelled.
  package func run() async {
    var attempt = 0
    while !Task.isCancelled {
      do throws(ProjectionError) {
        try await follow { attempt = 0 }
      } catch {
        attempt += 1
        projection.forget()
        logger.warning("a projection fell behind and tries again", metadata: ["projection": "\(projection.name)"])
        await pause(attempt)
      }
    }
  }

  /// Folds from the checkpoint on, until something fails or the task is cancelled.
  ///
  /// - Parameter advanced: called after each page.
  private func follow(advanced: () -> Void) async throws(ProjectionError) {
    guard var (live, fold) = try await openLive() else { return await pause(1) }
    checkpoint.advance(to: live.position)
    let session: BulkSession
    do throws(PostgresError) {
      session = try await BulkSession.connect(
        configuration, answerTimeoutMilliseconds: configuration.answerTimeoutMilliseconds)
    } catch {
      throw .database(error)
    }
    var reader = LogReader(feed, after: live.position, appetite: .large)
    while !Task.isCancelled {
      let events: [StoredEvent]
      do throws(LogStoreError) { events = try await reader.next() } catch { throw .store(error) }
      guard !events.isEmpty else { return }
      let steps = try await fold.fold(events) + [.run(GenerationStatements.advance(live, to: reader.position))]
      do throws(PostgresError) { try await session.transact(steps) } catch { throw .database(error) }
      live.position = reader.position
      checkpoint.advance(to: live.position)
      advanced()
      if isCrowd(events.count, behind: feed.eventCount(after: reader.position)) {
        try? await Task.sleep(for: Self.crowdedPause)
      }
    }
  }

  /// The live generation, if this program can fold into it.
  private func openLive() async throws(ProjectionError) -> (Generation, PageFold)? {
    do throws(PostgresError) {
      guard let live = try await generations.of(projection.name).first(where: \.isLive) else { return nil }
      guard live.form == projection.form else {
        logger.error(
          "a view was taken over by another version of the program: restart this server with it",
          metadata: ["projection": "\(projection.name)"])
        return nil
      }
      let omissions = try await Omissions.read(name: live.name, generation: live.number, sessions: sessions)
      return (
        live,
        PageFold(projection, generation: live.number, omissions: omissions, opener: opener, logger: logger)
      )
    } catch {
      throw .database(error)
    }
  }
}
