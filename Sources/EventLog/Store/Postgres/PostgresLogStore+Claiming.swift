package import Identifiers
internal import Libpq
internal import Synchronization

extension PostgresLogStore {
  package func claim(_ claim: EpochClaim, by claimant: Identifier128) async throws(LogStoreError) -> LogHead {
    dropWriter()
    var attempt = 0
    while true {
      let claimed: LogHead?
      do throws(PostgresError) {
        claimed = try await self.claimed(claim, by: claimant, over: try await Session.connect(configuration))
      } catch {
        attempt += 1
        await pause(attempt)
        // A start that cannot reach its database says so; a server that was running keeps trying.
        if claim == .resume, !Task.isCancelled { continue }
        throw LogStoreError(error)
      }
      guard let claimed else { throw .fenced }
      return claimed
    }
  }

  /// Whether a server lives that holds the log.
  package func isHeld() async throws(LogStoreError) -> Bool {
    do throws(PostgresError) {
      return try await readers.query(HeadStatements.isLocked, [.int64(Self.lockKey)], idempotent: true) {
        result throws(PostgresError) in try result.bool(0, 0)
      }
    } catch {
      throw LogStoreError(error)
    }
  }

  package func renew(by claimant: Identifier128) async throws(LogStoreError) {
    let writer = writer.withLock { $0 }
    guard let session = writer.session else { throw .unavailable(reason: "the writer is not connected") }
    let isOurs: Bool
    do throws(PostgresError) {
      isOurs = try await session.query(HeadStatements.isHeldBy, [.uuid(high: claimant.high, low: claimant.low)]) {
        result throws(PostgresError) in
        try result.bool(0, 0)
      }
      if !writer.holdsLock, try await lock(session) { noteLock(of: session) }
    } catch {
      throw LogStoreError(error)
    }
    guard isOurs else { throw .fenced }
  }

  /// `nil` if another has claimed the log that was to be resumed. Closes the session unless it becomes the writer.
  private func claimed(
    _ claim: EpochClaim, by claimant: Identifier128, over session: Session
  ) async throws(PostgresError) -> LogHead? {
    do throws(PostgresError) {
      let holdsLock: Bool
      switch claim {
      case .whenFree:
        try await standBy(session)
        holdsLock = true
      // The epoch is the fence. The lock follows when whoever holds it has gone.
      case .force, .resume:
        // A process of ours that waits for the rest of a batch holds the row that is to be claimed.
        await session.endPredecessors(writer.withLock(\.abandoned))
        holdsLock = try await lock(session)
      }
      let statement = claim == .resume ? HeadStatements.reclaim : HeadStatements.claim
      let head = try await session.query(
        statement, [.uuid(high: claimant.high, low: claimant.low)], decode: HeadStatements.decode)
      guard head != nil else {
        session.beginClosing(withinMilliseconds: 0)
        return nil
      }
      keep(session, holdsLock: holdsLock)
      return head
    } catch {
      abandon(session)
      throw error
    }
  }

  private func standBy(_ session: Session) async throws(PostgresError) {
    var attempt = 0
    while !(try await lock(session)) {
      attempt += 1
      guard !Task.isCancelled else { throw PostgresError(.cancelled, "The server stopped while it stood by.") }
      await pause(attempt)
    }
  }

  private func lock(_ session: Session) async throws(PostgresError) -> Bool {
    try await session.query(HeadStatements.tryLock, [.int64(Self.lockKey)]) { result throws(PostgresError) in
      try result.bool(0, 0)
    }
  }

  private func keep(_ session: Session, holdsLock: Bool) {
    writer.withLock { $0 = Writer(session: session, holdsLock: holdsLock) }
  }

  /// Notes that a session holds the lock, unless it has been given up meanwhile.
  private func noteLock(of session: Session) {
    writer.withLock { if $0.session === session { $0.holdsLock = true } }
  }

  private func dropWriter() {
    let session = writer.withLock { writer in
      defer { writer = Writer(abandoned: writer.abandoned) }
      return writer.session
    }
    if let session { abandon(session) }
  }

  /// Gives a session up whose server process may be in the middle of something.
  private func abandon(_ session: Session) {
    writer.withLock { writer in
      writer.abandoned = (writer.abandoned + [session.backendProcessID]).suffix(Self.abandonedMax)
    }
    session.beginClosing(withinMilliseconds: 0)
  }

  private static let abandonedMax = 16
}
