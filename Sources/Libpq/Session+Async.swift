extension Session {
  /// Sends the steps as one transaction and waits for the outcome.
  ///
  /// If the waiting task is cancelled the outcome is `ambiguous` at once; the transaction goes on regardless.
  package func outcome(of steps: [Step]) async -> Outcome {
    let ticket = Ticket<Outcome>()
    do throws(PostgresError) {
      try enqueue(steps) { ticket.fill($0) }
    } catch {
      return .notSent(error)
    }
    return await ticket.value(cancelled: .ambiguous(Self.cancelled))
  }

  /// Sends the steps as one transaction and waits until it is committed.
  /// - Throws: Any code of `PostgresError`; `mayHaveCommitted` tells what is known.
  package func transact(_ steps: [Step]) async throws(PostgresError) -> StepValues {
    try await outcome(of: steps).get()
  }

  /// Runs one statement as a transaction of its own and reads its answer.
  /// - Throws: As `transact`, and what `decode` throws.
  package func query<Value: Sendable>(
    _ statement: Statement, _ parameters: [Parameter] = [],
    decode: @escaping @Sendable (borrowing QueryResult) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    try await transact([Step(statement, parameters, decode: decode)]).value(at: 0)
  }

  /// Runs one statement as a transaction of its own.
  /// - Returns: How many rows it touched.
  @discardableResult
  package func execute(_ statement: Statement, _ parameters: [Parameter] = []) async throws(PostgresError) -> Int {
    try await transact([Step(statement, parameters)]).value(at: 0)
  }

  /// Runs SQL of several commands by the simple protocol, after everything that was enqueued before and ahead of all
  /// that follows. Without BEGIN the commands are one transaction. A transaction left open is rolled back.
  /// - Throws: `refused` with the line, if the server says where the fault is.
  package func runScript(_ sql: String) async throws(PostgresError) {
    let ticket = Ticket<PostgresError?>()
    try mailbox.post(.script(ScriptRequest(sql: sql) { ticket.fill($0) }))
    if let error = await ticket.value(cancelled: Self.cancelled) { throw error }
  }

  /// Listens on a channel, for as long as the session lives.
  /// - Parameter channel: Lower-case letters, digits and underscores, at most 48.
  /// - Returns: What is sent from now on; it ends with the session. When the reader is slow, the oldest make room.
  package func notifications(channel: String) async throws(PostgresError) -> AsyncStream<Notification> {
    let isName = channel.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_")
    }
    precondition(isName && (1...48).contains(channel.utf8.count), "a channel is named in lower case, digits and _")
    let stream = mailbox.listener(channel: channel, bufferedMax: notificationsBufferedMax)
    try await execute(Statement(name: "listen_\(channel)", sql: "listen \"\(channel)\""))
    return stream
  }

  private static var cancelled: PostgresError {
    PostgresError(
      .cancelled, "The wait was cancelled; what was asked for goes on and may be committed.", mayHaveCommitted: true)
  }
}
