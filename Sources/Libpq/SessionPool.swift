internal import Synchronization

/// Several sessions with one database, kept open, for work that needs no particular one.
///
/// `run()` keeps the sessions; without it nothing connects.
package final class SessionPool: Sendable {
  /// The pool's size, limits and means of waiting.
  package struct Configuration: Sendable {
    package var session: SessionConfiguration
    /// How many sessions are kept open.
    package var sessionCount = 2
    /// Callers that may wait for a session while there is none.
    package var waitersMax = 1_024
    /// How long one waits for a session while there is none.
    package var waitTimeoutMilliseconds = 5_000
    /// The first pause after a session was lost or refused; it doubles each time.
    package var backoffMilliseconds = 50
    /// The longest pause.
    package var backoffMillisecondsMax = 5_000
    /// Waits so many milliseconds; throws if cancelled.
    package var sleep: @Sendable (_ milliseconds: Int) async throws -> Void
    /// Chance, from 0 to 1, by which pauses are spread.
    package var jitter: @Sendable () -> Double
    /// Told of each session that was lost or refused.
    package var report: @Sendable (PostgresError) -> Void

    package init(
      session: SessionConfiguration,
      sleep: @escaping @Sendable (_ milliseconds: Int) async throws -> Void = { milliseconds in
        try await Task.sleep(for: .milliseconds(milliseconds))
      },
      jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
      report: @escaping @Sendable (PostgresError) -> Void = { _ in }
    ) {
      self.session = session
      self.sleep = sleep
      self.jitter = jitter
      self.report = report
    }

    /// The pause before a further attempt: half of it fixed, half by chance.
    func pauseMilliseconds(attempt: Int) -> Int {
      let doubled = backoffMilliseconds << min(attempt, 16)
      let longest = min(doubled, backoffMillisecondsMax)
      return longest / 2 + Int(Double(longest - longest / 2) * jitter())
    }
  }

  private struct State {
    var sessions: [Int: Session] = [:]
    var waiters: [Int: Ticket<Result<Session, PostgresError>>] = [:]
    var nextWaiterID = 0
    var lastError: PostgresError?
    var isClosed = false
  }

  private let configuration: Configuration
  private let state = Mutex(State())

  package init(_ configuration: Configuration) { self.configuration = configuration }

  /// Keeps the sessions open until the task is cancelled, then closes them.
  package func run() async {
    await withTaskGroup { group in
      for slot in 0..<configuration.sessionCount {
        group.addTask { await self.keep(slot) }
      }
    }
    let waiters = state.withLock { state in
      state.isClosed = true
      defer { state.waiters = [:] }
      return state.waiters.values.map(\.self)
    }
    for waiter in waiters { waiter.fill(.failure(Self.closed)) }
  }

  /// How many sessions are open.
  package var openSessions: Int { state.withLock { $0.sessions.count } }

  /// The least busy session, waiting for one if none is open.
  /// - Throws: `poolExhausted`, with the last failure to connect as its cause; `cancelled`; `sessionClosed`.
  package func session() async throws(PostgresError) -> Session {
    let ticket = Ticket<Result<Session, PostgresError>>()
    let id = try state.withLock { state throws(PostgresError) -> Int? in
      if let session = Self.leastBusy(state) {
        ticket.fill(.success(session))
        return nil
      }
      guard !state.isClosed else { throw Self.closed }
      guard state.waiters.count < configuration.waitersMax else {
        throw PostgresError(
          .poolExhausted, "No session with PostgreSQL is open and \(configuration.waitersMax) callers wait already.",
          cause: state.lastError)
      }
      state.nextWaiterID += 1
      state.waiters[state.nextWaiterID] = ticket
      return state.nextWaiterID
    }
    let timeout = id.map { id in
      Task {
        try await configuration.sleep(configuration.waitTimeoutMilliseconds)
        expire(id)
      }
    }
    let result = await ticket.value(cancelled: .failure(PostgresError(.cancelled, "The wait was cancelled.")))
    timeout?.cancel()
    if let id { state.withLock { _ = $0.waiters.removeValue(forKey: id) } }
    return try result.get()
  }

  /// Runs `body` with the least busy session; others may use the same at the same time.
  package func withSession<Value>(
    _ body: (Session) async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    try await body(try await session())
  }

  private static func leastBusy(_ state: borrowing State) -> Session? {
    state.sessions.values.lazy.filter(\.isOpen).min { $0.transactionsInFlight < $1.transactionsInFlight }
  }

  private static var closed: PostgresError { PostgresError(.sessionClosed, "The pool of sessions has been closed.") }

  private func expire(_ id: Int) {
    let (waiter, cause) = state.withLock { ($0.waiters.removeValue(forKey: id), $0.lastError) }
    waiter?.fill(
      .failure(
        PostgresError(
          .poolExhausted,
          "No session with PostgreSQL was open for \(configuration.waitTimeoutMilliseconds) ms.", cause: cause)))
  }

  /// Opens the session of one slot again and again.
  private func keep(_ slot: Int) async {
    var attempt = 0
    var predecessors: [Int32] = []
    while !Task.isCancelled {
      do throws(PostgresError) {
        let session = try await Session.connect(configuration.session)
        attempt = 0
        await session.endPredecessors(predecessors)
        predecessors = session.isOpen ? [session.backendProcessID] : predecessors + [session.backendProcessID]
        predecessors = predecessors.suffix(Session.predecessorsMax)
        admit(session, slot)
        let reason = await session.waitUntilClosed()
        state.withLock { _ = $0.sessions.removeValue(forKey: slot) }
        if Task.isCancelled {
          await Task { await session.close() }.value
          return
        }
        note(reason)
      } catch {
        if error.code == .cancelled { return }
        note(error)
      }
      guard (try? await configuration.sleep(configuration.pauseMilliseconds(attempt: attempt))) != nil else { return }
      attempt += 1
    }
  }

  private func note(_ error: PostgresError?) {
    guard let error else { return }
    state.withLock { $0.lastError = error }
    configuration.report(error)
  }

  private func admit(_ session: Session, _ slot: Int) {
    let waiters = state.withLock { state in
      state.sessions[slot] = session
      state.lastError = nil
      defer { state.waiters = [:] }
      return state.waiters.sorted { $0.key < $1.key }.map(\.value)
    }
    for waiter in waiters { waiter.fill(.success(session)) }
  }
}
