internal import Libpq
internal import Synchronization

extension PostgresLogStore {
  package func claim(_ claim: EpochClaim) async throws(LogStoreError) -> LogHead {
    dropWriter()
    var attempt = 0
    while true {
      let claimed: LogHead?
      do throws(PostgresError) {
        claimed = try await self.claimed(claim, over: try await Session.connect(configuration))
      } catch {
        attempt += 1
        await pause(attempt)
        // A start that cannot reach its database says so; a server that was running keeps trying.
        if case .resume = claim, !Task.isCancelled { continue }
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

  package func renew(epoch: UInt64) async throws(LogStoreError) {
    let writer = writer.withLock { $0 }
    guard let session = writer.session else { throw .unavailable(reason: "the writer is not connected") }
    let head: LogHead?
    do throws(PostgresError) {
      head = try await session.query(HeadStatements.read, [], decode: HeadStatements.decode)
      if !writer.holdsLock { keep(session, holdsLock: try await lock(session)) }
    } catch {
      throw LogStoreError(error)
    }
    guard head?.epoch == epoch else { throw .fenced }
  }

  /// `nil` if the epoch is not the one to be resumed from. Closes the session unless it becomes the writer.
  private func claimed(_ claim: EpochClaim, over session: Session) async throws(PostgresError) -> LogHead? {
    do throws(PostgresError) {
      let holdsLock: Bool
      switch claim {
      case .whenFree:
        try await standBy(session)
        holdsLock = true
      // The epoch is the fence. The lock follows when whoever holds it has gone.
      case .force, .resume: holdsLock = try await lock(session)
      }
      let head: LogHead?
      if case .resume(let held) = claim {
        head = try await session.query(
          HeadStatements.reclaim, [.int64(Int64(held))], decode: HeadStatements.decode)
      } else {
        head = try await session.query(HeadStatements.claim, [], decode: HeadStatements.decode)
      }
      guard head != nil else {
        session.beginClosing(withinMilliseconds: 0)
        return nil
      }
      keep(session, holdsLock: holdsLock)
      return head
    } catch {
      session.beginClosing(withinMilliseconds: 0)
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

  private func dropWriter() {
    let session = writer.withLock { writer in
      defer { writer = Writer() }
      return writer.session
    }
    session?.beginClosing(withinMilliseconds: 0)
  }
}
