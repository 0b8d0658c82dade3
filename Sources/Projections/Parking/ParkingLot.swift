internal import EventCoding
internal import EventLog
internal import Identifiers
package import Libpq

/// Lists the streams that live views leave out, and takes them in again.
package struct ParkingLot: Sendable {
  private let builder: GenerationBuilder
  private let configuration: SessionConfiguration

  private static let list = Libpq.Statement(
    name: "list_parked_streams",
    sql: """
      select name, stream_id, parked.position, recorded_at_us, reason
        from cairn.parked_stream as parked join cairn.projection as projection using (name, generation)
       where live order by name, parked.position
      """)

  private static let anyStream = Libpq.Statement(
    name: "any_parked_stream",
    sql: """
      select exists (
        select from cairn.parked_stream join cairn.projection using (name, generation) where live and name = any($1))
      """,
    parameterTypes: [.textArray])

  private static let remove = Libpq.Statement(
    name: "remove_parked_stream",
    sql: "delete from cairn.parked_stream where name = $1 and generation = $2 and stream_id = $3",
    parameterTypes: [.text, .int4, .uuid])

  private static let skip = Libpq.Statement(
    name: "skip_event",
    sql: "insert into cairn.skipped_event (name, position, stream_id, reason, decided_by) values ($1, $2, $3, $4, $5)",
    parameterTypes: [.text, .int8, .uuid, .text, .text])

  /// A decision to leave an event out of a view for ever.
  package struct Decision: Sendable {
    /// Why.
    package let reason: String
    /// Who decided it.
    package let decidedBy: String

    /// A decision of its fields; neither may be empty.
    package init(reason: String, decidedBy: String) {
      precondition(!reason.isEmpty && !decidedBy.isEmpty, "a decision says why and who")
      self.reason = reason
      self.decidedBy = decidedBy
    }
  }

  /// Over what builds generations of the projection.
  package init(_ builder: GenerationBuilder, configuration: SessionConfiguration) {
    self.builder = builder
    self.configuration = configuration
  }

  /// All parked streams of the live views.
  package static func list(_ sessions: SessionPool) async throws(PostgresError) -> [ParkedStream] {
    try await sessions.query(list, [], idempotent: true) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        ParkedStream(
          projection: try row.text(0), streamID: Identifier128(try row.uuid(1)), position: UInt64(try row.int64(2)),
          recordedAt: try row.int64(3), reason: try row.text(4))
      }
    }
  }

  /// Whether any stream is left out of these views, as they are live.
  static func holds(streamsOf names: [String], _ sessions: SessionPool) async throws(ProjectionError) -> Bool {
    do throws(PostgresError) {
      return try await sessions.query(anyStream, [.texts(names)], idempotent: true) { result throws(PostgresError) in
        try result.bool(0, 0)
      }
    } catch {
      throw .database(error)
    }
  }

  /// Folds a stream from where it was parked on, while its view is held still.
  ///
  /// - Parameter decision: leaves the event at which it was parked out for ever; `nil` to try that event again.
  /// - Returns: where the stream is parked now; `nil` if it is not any more.
  package func takeIn(_ stream: ParkedStream, leavingOut decision: Decision?) async throws(RebuildError)
    -> ParkedStream?
  {
    let name = stream.projection
    if decision != nil, try await isReadable(stream) { throw .rowUnreadable(projection: name) }
    guard let alone = try await Rebuild(builder, configuration: configuration).buildLock(name) else {
      throw .alreadyUnderWay(projection: name)
    }
    defer { alone.beginClosing() }
    do throws(ProjectionError) {
      try await dropBegun(name)
      let hold: LiveHold
      let live: Generation?
      var omissions: Omissions
      do throws(PostgresError) {
        hold = try await LiveHold(name, configuration: configuration)
        live = try await builder.generations.of(name).first(where: \.isLive)
        omissions = try await Omissions.read(name: name, generation: live?.number ?? 0, sessions: builder.sessions)
      } catch {
        throw .database(error)
      }
      guard let live, let parkedAt = omissions.parked.removeValue(forKey: stream.streamID) else { return nil }
      var steps: [BulkStep] = []
      let id = stream.streamID
      if let decision {
        omissions.skipped.insert(parkedAt)
        let skip = Step(
          Self.skip,
          [
            .text(name), .int64(Int64(parkedAt)), .uuid(high: id.high, low: id.low), .text(decision.reason),
            .text(decision.decidedBy),
          ])
        steps.append(.run(skip))
      }
      steps.append(.run(Step(Self.remove, [.text(name), .int32(live.number), .uuid(high: id.high, low: id.low)])))
      var fold = PageFold(
        builder.makeProjection(), generation: live.number, omissions: omissions, opener: builder.opener,
        logger: builder.logger)
      steps += try await fold.fold(try await events(of: id, from: parkedAt, through: live.position))
      do throws(PostgresError) {
        try await hold.release(changing: steps)
        return try await Self.list(builder.sessions).first { $0.projection == name && $0.streamID == id }
      } catch {
        throw .database(error)
      }
    } catch {
      throw .failed(error)
    }
  }

  /// Whether the event can be read at which a stream was parked.
  private func isReadable(_ stream: ParkedStream) async throws(RebuildError) -> Bool {
    do throws(ProjectionError) {
      let parked = try await events(of: stream.streamID, from: stream.position, through: stream.position)
      do throws(LogStoreError) {
        return try await builder.opener.open(parked, damagedKeys: .unreadable).contains { $0.event != nil }
      } catch {
        throw .store(error)
      }
    } catch {
      throw .failed(error)
    }
  }

  /// Drops what an interrupted rebuild has begun and has parked streams in: it would go on without them, and go live.
  private func dropBegun(_ name: String) async throws(ProjectionError) {
    do throws(PostgresError) {
      let all = try await builder.generations.of(name)
      guard let live = all.first(where: \.isLive) else { return }
      for begun in all where begun.number > live.number && begun.parkedStreamCount > 0 {
        try await builder.generations.drop(begun)
      }
    } catch {
      throw .database(error)
    }
  }

  private func events(
    of streamID: Identifier128, from first: UInt64, through last: UInt64
  ) async throws(ProjectionError) -> [StoredEvent] {
    let pageEventsMax = 1_024
    var events: [StoredEvent] = []
    var version: UInt64 = 0
    do throws(LogStoreError) {
      while true {
        let page = try await builder.store.events(ofStream: streamID, afterVersion: version, limit: pageEventsMax)
        events += page.filter { $0.position >= first && $0.position <= last }
        guard page.count == pageEventsMax, let end = page.last else { return events }
        version = end.event.version
      }
    } catch {
      throw .store(error)
    }
  }
}
