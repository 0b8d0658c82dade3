internal import Synchronization

/// One connection's lifetime, driven by a thread of its own. Many transactions may be under way at once.
///
/// The order of calls is the order of execution and the order of completions. Dropping the last reference closes the
/// session once everything under way has ended.
package final class Session: Sendable {
  /// How long a session that was dropped or closed waits for what is under way.
  package static let closingTimeoutMillisecondsDefault = 5_000

  let mailbox: SessionMailbox
  let notificationsBufferedMax: Int
  /// The server process that serves this session.
  package let backendProcessID: Int32
  /// As in 150018 for 15.18.
  package let serverVersion: Int32

  private init(mailbox: SessionMailbox, configuration: SessionConfiguration, connection: borrowing Connection) {
    self.mailbox = mailbox
    notificationsBufferedMax = configuration.notificationsBufferedMax
    backendProcessID = connection.backendProcessID
    serverVersion = connection.serverVersion
  }

  deinit { beginClosing() }

  /// Opens a session.
  /// - Throws: `connectFailed`, with the server's SQLSTATE if it gave one; `sessionClosed` if the task was cancelled.
  package static func connect(_ configuration: SessionConfiguration) async throws(PostgresError) -> Session {
    let mailbox = try SessionMailbox(configuration)
    let ticket = Ticket<Result<Session, PostgresError>>()
    let isStarted = SessionThread.start {
      do throws(PostgresError) {
        try live(mailbox, configuration, opened: ticket)
      } catch {
        _ = mailbox.finish(error)
        mailbox.announceEnd(error)
        ticket.fill(.failure(error))
      }
    }
    guard isStarted else { throw PostgresError(.connectFailed, "The system could not start a thread for a session.") }
    let cancelled = PostgresError(.cancelled, "Connecting was cancelled.")
    let result = await ticket.value(cancelled: .failure(cancelled))
    if case .failure(let error) = result, error.code == .cancelled {
      mailbox.beginClosing(deadlineMilliseconds: MonotonicTime.nowMilliseconds)
    }
    return try result.get()
  }

  /// The whole life of the session's thread.
  private static func live(
    _ mailbox: SessionMailbox, _ configuration: SessionConfiguration,
    opened ticket: Ticket<Result<Session, PostgresError>>
  ) throws(PostgresError) {
    let connection = try Connection.open(configuration, mailbox: mailbox)
    ticket.fill(.success(Session(mailbox: mailbox, configuration: configuration, connection: connection)))
    let reason = SessionLoop(connection: connection, mailbox: mailbox, configuration: configuration).run()
    mailbox.announceEnd(reason)
  }

  /// Transactions that wait or are under way.
  package var transactionsInFlight: Int { mailbox.requestCount }

  /// Whether it takes requests.
  package var isOpen: Bool { !mailbox.isClosing }

  /// Sends the steps as one transaction.
  ///
  /// - Parameters:
  ///   - steps: At least one.
  ///   - completion: Called exactly once, on the session's thread, if this does not throw. It must not block.
  /// - Throws: `tooManyInFlight`, `sessionClosed`: nothing was sent, and `completion` is never called.
  package func enqueue(
    _ steps: [Step], completion: @escaping @Sendable (Outcome) -> Void
  ) throws(PostgresError) {
    precondition(!steps.isEmpty, "a transaction has at least one step")
    let byteCount = steps.reduce(0) { $0 + $1.byteCount }
    try mailbox.post(
      .transaction(TransactionRequest(steps: steps, byteCount: byteCount, completion: completion)))
  }

  /// Stops taking requests; what is under way may end within the time given.
  package func beginClosing(withinMilliseconds timeout: Int = closingTimeoutMillisecondsDefault) {
    mailbox.beginClosing(deadlineMilliseconds: MonotonicTime.nowMilliseconds + timeout)
  }

  /// Closes the session and waits until it has ended.
  package func close(withinMilliseconds timeout: Int = closingTimeoutMillisecondsDefault) async {
    beginClosing(withinMilliseconds: timeout)
    _ = await mailbox.waitUntilClosed()
  }

  /// Waits until the session has ended, or the waiting task is cancelled.
  /// - Returns: Why it ended; `nil` if it was closed by us, or if the wait was cancelled.
  package func waitUntilClosed() async -> PostgresError? { await mailbox.waitUntilClosed() }
}
