internal import DequeModule
internal import Glibc

/// Drives one connection: sends what waits, reads what comes, and tells each caller once. Lives on one thread.
final class SessionLoop {
  /// Transactions sent before reading again, so that answers do not pile up behind a long queue.
  private static let sendsPerTurnMax = 64
  /// Prepared statements of one session; each costs memory in the server.
  static let preparedStatementsMax = 1_000

  let connection: Connection
  let mailbox: SessionMailbox
  let configuration: SessionConfiguration
  /// Requests not yet given to libpq: certainly not sent.
  var waiting = Deque<SessionRequest>()
  /// What libpq has been given, oldest first, in the order of the answers.
  var inFlight = Deque<InFlight>()
  /// SQL by name of every statement that is prepared or being prepared.
  var prepared: [String: String] = [:]
  /// Why a statement could not be prepared, for those that were sent counting on it.
  var preparationErrors: [String: ServerError] = [:]
  /// Whether libpq holds bytes that the socket did not take.
  var hasUnsentBytes = false
  private var lastHeardMilliseconds = MonotonicTime.nowMilliseconds
  /// The error with which the server ended the session, once it said so.
  var farewell: ServerError?

  init(connection: consuming Connection, mailbox: SessionMailbox, configuration: SessionConfiguration) {
    self.connection = connection
    self.mailbox = mailbox
    self.configuration = configuration
  }

  /// Works until the session is closed or lost, then tells all who still wait.
  /// - Returns: Why it ended; `nil` if it was closed by us and nothing was left undone.
  func run() -> PostgresError? {
    var reason: PostgresError?
    do throws(PostgresError) {
      while try turn() {}
    } catch {
      reason = error
    }
    settleAll(reason)
    return reason
  }

  /// - Returns: Whether there is more to come.
  private func turn() throws(PostgresError) -> Bool {
    let wasIdle = inFlight.isEmpty
    let phase = mailbox.take(into: &waiting)
    var sent = 0
    while sent < Self.sendsPerTurnMax, try sendNext() { sent += 1 }
    if wasIdle { lastHeardMilliseconds = MonotonicTime.nowMilliseconds }
    var deadline: Int?
    if case .closing(let closingDeadline) = phase {
      if waiting.isEmpty && inFlight.isEmpty { return false }
      deadline = closingDeadline
    }
    try wait(until: deadline, canSendMore: sent == Self.sendsPerTurnMax)
    return true
  }

  private func wait(until closingDeadline: Int?, canSendMore: Bool) throws(PostgresError) {
    let answerDeadline =
      inFlight.isEmpty
      ? nil : configuration.answerTimeoutMilliseconds.map { lastHeardMilliseconds + $0 }
    let now = MonotonicTime.nowMilliseconds
    if let answerDeadline, answerDeadline <= now {
      throw PostgresError(.connectionLost, "PostgreSQL has been silent for too long with an answer due.")
    }
    if let closingDeadline, closingDeadline <= now {
      throw PostgresError(.sessionClosed, "The session was closed before everything under way had ended.")
    }
    let deadline = [answerDeadline, closingDeadline].compactMap { $0 }.min()
    let ready = Readiness.wait(
      socket: connection.socket, events: hasUnsentBytes ? POLLIN | POLLOUT : POLLIN, wake: mailbox.wakeDescriptor,
      timeoutMilliseconds: canSendMore ? 0 : deadline.map { $0 - now })
    if ready.woken { mailbox.clearWake() }
    if ready.socket { try serveSocket() }
  }

  private func serveSocket() throws(PostgresError) {
    // Reading comes before writing: a server that cannot send does not read either.
    let isAlive = connection.consumeInput()
    lastHeardMilliseconds = MonotonicTime.nowMilliseconds
    try processResults()
    while let notification = connection.nextNotification() { mailbox.deliver(notification) }
    absorbNotices()
    guard isAlive else { throw lost() }
    if hasUnsentBytes { try flush() }
  }

  /// Pushes what libpq holds towards the socket.
  func flush() throws(PostgresError) {
    guard let remaining = connection.flush() else {
      // The server may have said why before it went.
      _ = connection.consumeInput()
      try processResults()
      throw lost()
    }
    hasUnsentBytes = remaining
  }

  /// The error for a connection that has gone.
  func lost() -> PostgresError {
    absorbNotices()
    return PostgresError(.connectionLost, "The connection with PostgreSQL was lost.", server: farewell)
  }

  /// Takes over what the server said besides its answers.
  func absorbNotices() {
    if let last = connection.notices.farewell { farewell = last }
    guard connection.notices.hasWarning else { return }
    connection.notices.hasWarning = false
    guard configuration.warningsAreAmbiguous else { return }
    for index in inFlight.indices where inFlight[index].doubt == nil {
      inFlight[index].doubt = PostgresError(
        .warned, "PostgreSQL warned while the transaction was under way; it may have been committed.",
        mayHaveCommitted: true)
    }
  }

  private func settleAll(_ end: PostgresError?) {
    let unposted = mailbox.finish(end)
    let reason = end ?? PostgresError(.sessionClosed, "The session with PostgreSQL was closed.")
    while let entry = inFlight.popFirst() {
      switch entry.kind {
      case .preparation: break
      case .transaction(let transaction): settle(transaction, entry.outcomeWhenLost(reason))
      case .script(let script), .cleanup(let script): settle(script, Self.scriptLost(entry.error, reason))
      }
    }
    let notSent = PostgresError(
      reason.code == .sessionClosed ? .sessionClosed : .connectionLost,
      "The session with PostgreSQL ended before this was sent; nothing of it was stored.", cause: reason)
    for request in waiting + unposted {
      switch request {
      case .transaction(let transaction): settle(transaction, .notSent(notSent))
      case .script(let script): settle(script, notSent)
      }
    }
    waiting = []
  }

  private static func scriptLost(_ error: ServerError?, _ reason: PostgresError) -> PostgresError {
    PostgresError(
      .connectionLost, "The connection was lost while a script was under way; it may have been committed.",
      mayHaveCommitted: error == nil, server: error ?? reason.server, cause: reason)
  }

  func settle(_ transaction: TransactionRequest, _ outcome: Outcome) {
    mailbox.settle(.transaction(transaction))
    transaction.completion(outcome)
  }

  func settle(_ script: ScriptRequest, _ error: PostgresError?) {
    mailbox.settle(.script(script))
    script.completion(error)
  }
}
