internal import CLibpq
internal import Glibc

/// A connection for work in bulk: one command after the other, transactions that stay open between them, and COPY, which
/// pipelined sessions cannot do. It waits on a thread of its own.
///
/// SQL is handed over as text: it is built of constants and integers, never of what somebody sent.
package actor BulkSession {
  private let thread: ThreadExecutor
  private let connection: Connection
  private let answerTimeoutMilliseconds: Int?
  private var isCopyingOut = false
  /// Names of the statements that are prepared.
  private var prepared: Set<String> = []

  /// Its own thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Takes over a connection that is open.
  private init(thread: ThreadExecutor, connection: consuming Connection, answerTimeoutMilliseconds: Int?) {
    self.thread = thread
    self.connection = connection
    self.answerTimeoutMilliseconds = answerTimeoutMilliseconds
  }

  deinit { thread.stop() }

  /// Opens a session.
  /// - Parameter answerTimeoutMilliseconds: how long the server may be silent before it is given up as lost; `nil` for
  ///   ever, as work in bulk may take its time before it answers.
  /// - Throws: `connectFailed`, with the server's SQLSTATE if it gave one.
  package static func connect(
    _ configuration: SessionConfiguration, answerTimeoutMilliseconds: Int? = nil
  ) async throws(PostgresError) -> BulkSession {
    let thread = try ThreadExecutor()
    let mailbox = try SessionMailbox(configuration)
    let ticket = Ticket<Result<BulkSession, PostgresError>>()
    let isStarted = SessionThread.start {
      do throws(PostgresError) {
        let connection = try Connection.open(configuration, mailbox: mailbox)
        guard connection.becomeSequential() else {
          throw PostgresError(.protocolViolation, "libpq does not leave pipeline mode on a fresh connection.")
        }
        ticket.fill(
          .success(
            BulkSession(
              thread: thread, connection: connection, answerTimeoutMilliseconds: answerTimeoutMilliseconds)))
      } catch {
        thread.stop()
        ticket.fill(.failure(error))
      }
    }
    guard isStarted else { throw PostgresError(.connectFailed, "The system could not start a thread for a session.") }
    let cancelled = PostgresError(.cancelled, "Connecting was cancelled.")
    return try await ticket.value(cancelled: .failure(cancelled)).get()
  }

  /// Runs one command or several, and reads the answer to the last.
  /// - Throws: `refused`, `connectionLost`, and what `decode` throws.
  @discardableResult
  package func query<Row: Sendable>(
    _ sql: String, decode: @Sendable (borrowing BinaryRow) throws(PostgresError) -> Row
  ) throws(PostgresError) -> [Row] {
    let result = try run(sql)
    return try result.map(decode)
  }

  /// Runs one command or several.
  /// - Throws: `refused`, `connectionLost`.
  package func execute(_ sql: String) throws(PostgresError) {
    _ = try run(sql)
  }

  /// Runs the steps as one transaction.
  /// - Throws: `refused` if nothing of it was stored; `connectionLost` if nobody knows.
  package func transact(_ steps: [BulkStep]) throws(PostgresError) {
    // One statement is a transaction by itself.
    if steps.count == 1, case .run(let step) = steps[0] { return try run(step) }
    _ = try run("begin")
    do throws(PostgresError) {
      try perform(steps)
    } catch {
      // If the connection is lost the server rolls back by itself.
      if error.code == .refused { _ = try? run("rollback") }
      throw error
    }
    _ = try run("commit")
  }

  /// Runs the steps in the transaction that is open.
  /// - Throws: `refused`, and then the transaction can only be rolled back; `connectionLost`.
  package func perform(_ steps: [BulkStep]) throws(PostgresError) {
    for step in steps {
      switch step {
      case .run(let step): try run(step)
      case .copy(let sql, let rows): try copyIn(sql, rows)
      }
    }
  }

  /// Begins to copy out; `nextRows` gives what comes.
  /// - Parameter sql: `copy (…) to stdout (format binary)`.
  package func beginCopyOut(_ sql: String) throws(PostgresError) {
    guard connection.send(simple: sql) else { throw lost() }
    let result = try answer(nextResult())
    guard result.status == PGRES_COPY_OUT else {
      throw PostgresError(.protocolViolation, "PostgreSQL does not copy out what it was asked to.")
    }
    isCopyingOut = true
  }

  /// The next rows of what is being copied out, `rowsMax` at most; none at the end.
  package func nextRows<Row: Sendable>(
    _ rowsMax: Int, decode: @Sendable (borrowing BinaryRow) throws(PostgresError) -> Row
  ) throws(PostgresError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(rowsMax)
    var fields: [UnsafeRawBufferPointer] = []
    while isCopyingOut, rows.count < rowsMax {
      guard let message = connection.nextCopyData(timeoutMilliseconds: answerTimeoutMilliseconds) else {
        isCopyingOut = false
        _ = try answer(nextResult())
        try finishAnswer()
        break
      }
      defer { PQfreemem(message.baseAddress) }
      guard try CopyFormat.readTuple(UnsafeRawBufferPointer(message), into: &fields) else { continue }
      rows.append(try fields.lend(decode))
    }
    return rows
  }

  private func copyIn(_ sql: String, _ rows: CopyRows) throws(PostgresError) {
    guard connection.send(simple: sql) else { throw lost() }
    let result = try answer(nextResult())
    guard result.status == PGRES_COPY_IN else {
      throw PostgresError(.protocolViolation, "PostgreSQL does not copy in what it was asked to.")
    }
    guard connection.put(rows, timeoutMilliseconds: answerTimeoutMilliseconds) else { throw lost() }
    _ = try answer(nextResult())
    try finishAnswer()
  }

  private func run(_ step: Step) throws(PostgresError) {
    if !prepared.contains(step.statement.name) {
      guard connection.sendPrepare(step.statement) else { throw lost() }
      _ = try answer(nextResult())
      try finishAnswer()
      prepared.insert(step.statement.name)
    }
    guard connection.sendExecute(step) else { throw lost() }
    _ = try answer(nextResult())
    try finishAnswer()
  }

  private func nextResult() -> QueryResult? {
    connection.awaitResult(timeoutMilliseconds: answerTimeoutMilliseconds)
  }

  private func run(_ sql: String) throws(PostgresError) -> QueryResult {
    guard connection.send(sequential: sql) else { throw lost() }
    var last = try answer(nextResult())
    var failure: PostgresError?
    while let next = nextResult() {
      do throws(PostgresError) { last = try answer(consume next) } catch {
        // The end of the answer may never come.
        if error.code == .connectionLost { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return last
  }

  /// Reads to the end of an answer of which everything that counts was read.
  private func finishAnswer() throws(PostgresError) {
    while let rest = nextResult() { _ = try answer(rest) }
  }

  private func answer(_ result: consuming QueryResult?) throws(PostgresError) -> QueryResult {
    guard let result else { throw lost() }
    let isError =
      switch result.status {
      case PGRES_FATAL_ERROR, PGRES_NONFATAL_ERROR, PGRES_BAD_RESPONSE: true
      default: false
      }
    guard isError else {
      guard result.isWhole else { throw lost() }
      return result
    }
    // A server that ends the session may have committed what went before. One that was told something else than we said
    // may answer once more.
    guard let error = result.serverError(ownErrorClasses: []), !error.endsSession, !error.isMisunderstanding else {
      throw lost()
    }
    while nextResult() != nil {}
    throw PostgresError(.refused, "PostgreSQL refused a command in bulk.", server: error)
  }

  private func lost() -> PostgresError {
    PostgresError(.connectionLost, "The connection to PostgreSQL was lost.", mayHaveCommitted: true)
  }
}
