internal import CLibpq
internal import DequeModule
internal import Glibc
internal import Synchronization

/// Between the callers of a session and its thread: requests that wait, limits, listeners, and how the session ended.
final class SessionMailbox: Sendable {
  /// How far the session has come. It only moves downwards.
  enum Phase: Sendable {
    case open
    /// Nothing new is taken; what is under way may end by `deadlineMilliseconds` of `MonotonicTime`.
    case closing(deadlineMilliseconds: Int)
    /// `nil` if it was closed by us.
    case closed(PostgresError?)
  }

  private struct State {
    var phase = Phase.open
    var requests = Deque<SessionRequest>()
    var requestCount = 0
    var byteCount = 0
    var isSignalled = false
    var listeners: [String: [Int: AsyncStream<Notification>.Continuation]] = [:]
    var nextListenerID = 0
    var closedTickets: [Int: Ticket<PostgresError?>] = [:]
    var nextTicketID = 0
  }

  /// Readable when the thread should look in.
  let wakeDescriptor: Int32
  private let state = Mutex(State())
  private let requestsMax: Int
  private let bytesMax: Int
  /// Requests that wait or are under way, for choosing the least busy session.
  private let load = Atomic<Int>(0)

  /// - Throws: `connectFailed` if the process has no descriptor left.
  init(_ configuration: SessionConfiguration) throws(PostgresError) {
    wakeDescriptor = cairn_event_descriptor()
    requestsMax = configuration.transactionsInFlightMax
    bytesMax = min(configuration.bytesInFlightMax, 1 << 30)
    guard wakeDescriptor >= 0 else {
      throw PostgresError(.connectFailed, "No file descriptor is left for a session; raise the limit (ulimit -n).")
    }
  }

  deinit { close(wakeDescriptor) }

  /// Requests that wait or are under way.
  var requestCount: Int { load.load(ordering: .relaxed) }

  /// Whether no more requests are taken.
  var isClosing: Bool { state.withLock { if case .open = $0.phase { false } else { true } } }

  /// Leaves a request for the thread.
  /// - Throws: `sessionClosed`, `tooManyInFlight`; its completion is then never called.
  func post(_ request: SessionRequest) throws(PostgresError) {
    let byteCount = request.byteCount
    let verdict = state.withLock { state -> Result<Bool, PostgresError> in
      switch state.phase {
      case .open: break
      case .closing: return .failure(PostgresError(.sessionClosed, "The session with PostgreSQL is being closed."))
      case .closed(let reason):
        return .failure(PostgresError(.sessionClosed, "The session with PostgreSQL has ended.", cause: reason))
      }
      guard state.requestCount < requestsMax else {
        return .failure(
          PostgresError(.tooManyInFlight, "\(requestsMax) transactions wait in this session already; try again later."))
      }
      guard state.byteCount + byteCount <= bytesMax else {
        return .failure(
          PostgresError(.tooManyInFlight, "More than \(bytesMax) bytes would wait in this session; try again later."))
      }
      state.requests.append(request)
      state.requestCount += 1
      state.byteCount += byteCount
      load.store(state.requestCount, ordering: .relaxed)
      defer { state.isSignalled = true }
      return .success(!state.isSignalled)
    }
    if try verdict.get() { _ = cairn_event_signal(wakeDescriptor) }
  }

  /// Moves what waits into the thread's own queue.
  func take(into queue: inout Deque<SessionRequest>) -> Phase {
    state.withLock { state in
      queue.append(contentsOf: state.requests)
      state.requests.removeAll(keepingCapacity: true)
      return state.phase
    }
  }

  /// Makes room: called once for each request, just before its completion.
  func settle(_ request: SessionRequest) {
    state.withLock { state in
      state.requestCount -= 1
      state.byteCount -= request.byteCount
      load.store(state.requestCount, ordering: .relaxed)
    }
  }

  /// Called by the thread before it looks in, so that a post after this wakes it again.
  func clearWake() {
    // The signal first: were it taken back last, it could be that of a post which came in between, and every later one
    // would count on it.
    _ = cairn_event_clear(wakeDescriptor)
    state.withLock { $0.isSignalled = false }
  }

  /// Stops taking requests.
  func beginClosing(deadlineMilliseconds: Int) {
    state.withLock { state in
      if case .open = state.phase { state.phase = .closing(deadlineMilliseconds: deadlineMilliseconds) }
    }
    _ = cairn_event_signal(wakeDescriptor)
  }

  /// The session has ended: nothing more is taken, and what still waits is handed over.
  func finish(_ reason: PostgresError?) -> Deque<SessionRequest> {
    state.withLock { state in
      state.phase = .closed(reason)
      defer { state.requests = [] }
      return state.requests
    }
  }

  /// Tells everybody who waits for the end.
  func announceEnd(_ reason: PostgresError?) {
    let (tickets, listeners) = state.withLock { state in
      defer {
        state.closedTickets = [:]
        state.listeners = [:]
      }
      return (state.closedTickets.values.map(\.self), state.listeners.values.flatMap(\.values))
    }
    for listener in listeners { listener.finish() }
    for ticket in tickets { ticket.fill(reason) }
  }
}

extension SessionMailbox {
  /// Waits for the session's end; `nil` if we closed it or if the waiting task was cancelled.
  func waitUntilClosed() async -> PostgresError? {
    let ticket = Ticket<PostgresError?>()
    let id = state.withLock { state -> Int in
      if case .closed(let reason) = state.phase { ticket.fill(reason) }
      state.nextTicketID += 1
      state.closedTickets[state.nextTicketID] = ticket
      return state.nextTicketID
    }
    let reason = await ticket.value(cancelled: nil)
    state.withLock { _ = $0.closedTickets.removeValue(forKey: id) }
    return reason
  }

  /// A stream of what arrives on a channel, from now on.
  func listener(channel: String, bufferedMax: Int) -> AsyncStream<Notification> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Notification.self, bufferingPolicy: .bufferingNewest(bufferedMax))
    let id = state.withLock { state -> Int? in
      if case .closed = state.phase { return nil }
      state.nextListenerID += 1
      state.listeners[channel, default: [:]][state.nextListenerID] = continuation
      return state.nextListenerID
    }
    guard let id else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners[channel]?.removeValue(forKey: id) }
    }
    return stream
  }

  /// Hands a notification to the listeners of its channel.
  func deliver(_ notification: Notification) {
    let listeners = state.withLock { $0.listeners[notification.channel].map { Array($0.values) } ?? [] }
    for listener in listeners { listener.yield(notification) }
  }
}

extension SessionRequest {
  /// Bytes of its parameters or of its text.
  fileprivate var byteCount: Int {
    switch self {
    case .transaction(let transaction): transaction.byteCount
    case .script(let script): script.sql.utf8.count
    }
  }
}
