package import EventCoding
package import EventLog
package import Libpq
package import Logging

/// Folds the log into a generation that is not live: in parts side by side while it is far behind, in one go when it is
/// near. Every page is committed with its checkpoint, so whoever begins again goes on where the last one ended.
package struct GenerationBuilder: Sendable {
  let makeProjection: @Sendable () -> any Projection
  let store: any LogStore
  let opener: EventOpener
  let sessions: SessionPool
  let configuration: SessionConfiguration
  let progress: RebuildProgress
  let logger: Logger
  let generations: Generations

  /// How many events a page has.
  static let pageEventsMax = 512
  /// From so many events behind, parts are folded side by side.
  static let passEventsMin: UInt64 = 8_192

  /// A builder.
  ///
  /// - Parameters:
  ///   - makeProjection: makes the projection afresh, once for each part, so that parts share no memory.
  ///   - sessions: that nobody uses who folds into the live generation: while that one is held still, what its folder has
  ///     sent waits, and everything behind it in the same session.
  ///   - configuration: for sessions of its own, to write over.
  package init(
    makeProjection: @escaping @Sendable () -> any Projection, store: any LogStore, opener: EventOpener,
    sessions: SessionPool, configuration: SessionConfiguration, progress: RebuildProgress, logger: Logger
  ) {
    self.configuration = configuration
    self.makeProjection = makeProjection
    self.store = store
    self.opener = opener
    self.sessions = sessions
    self.progress = progress
    self.logger = logger
    generations = Generations(sessions: sessions)
  }

  /// Folds until the generation is near the head.
  ///
  /// - Returns: the generation as it then stands.
  func catchUp(_ generation: Generation) async throws(RebuildError) -> Generation {
    var generation = generation
    progress.begin(generation.name, at: generation.position, of: try await headPosition())
    if let pass = try await resumedPass(generation) { try await fold(pass, into: &generation) }
    while true {
      let head = try await headPosition()
      guard head >= generation.position + Self.passEventsMin else { break }
      try await fold(try await beginPass(generation, through: head), into: &generation)
    }
    return try await fold(generation, through: try await headPosition())
  }

  /// Folds in one go through a position that is on disk.
  func fold(_ generation: Generation, through position: UInt64) async throws(RebuildError) -> Generation {
    guard position > generation.position else { return generation }
    var generation = generation
    var fold = try await pageFold(generation)
    let stretch = LogStretch(afterPosition: generation.position, throughPosition: position)
    do throws(ProjectionError) {
      let scan = try await scan(stretch)
      let writer = try await writer()
      while generation.position < position {
        let events = try await nextPage(scan)
        let next = events.last?.position ?? position
        try await writer.commit(
          try await fold.fold(events) + [.run(GenerationStatements.advance(generation, to: next))])
        generation.position = next
        progress.advance(to: next)
      }
    } catch {
      throw .failed(error)
    }
    return generation
  }

  func pageFold(_ generation: Generation) async throws(RebuildError) -> PageFold {
    do throws(PostgresError) {
      let omissions = try await Omissions.read(
        name: generation.name, generation: generation.number, sessions: sessions)
      return PageFold(
        makeProjection(), generation: generation.number, omissions: omissions, opener: opener, logger: logger)
    } catch {
      throw RebuildError(error)
    }
  }

  func scan(_ stretch: LogStretch) async throws(ProjectionError) -> any LogScan {
    var stretch = stretch
    stretch.exceptTypes = makeProjection().otherTypes
    do throws(LogStoreError) { return try await store.scan(stretch) } catch { throw .store(error) }
  }

  func nextPage(
    _ scan: any LogScan, eventsMax: Int = pageEventsMax
  ) async throws(ProjectionError) -> [StoredEvent] {
    do throws(LogStoreError) { return try await scan.nextPage(eventsMax: eventsMax) } catch {
      throw .store(error)
    }
  }

  /// Commits page after page over a session of its own.
  struct Writer: Sendable {
    fileprivate let session: BulkSession

    func commit(_ steps: [BulkStep]) async throws(ProjectionError) {
      do throws(PostgresError) { try await session.transact(steps) } catch { throw .database(error) }
    }
  }

  func writer() async throws(ProjectionError) -> Writer {
    do throws(PostgresError) { return Writer(session: try await BulkSession.connect(configuration)) } catch {
      throw .database(error)
    }
  }

  private func headPosition() async throws(RebuildError) -> UInt64 {
    do throws(LogStoreError) { return try await store.head().position } catch { throw .failed(.store(error)) }
  }
}
