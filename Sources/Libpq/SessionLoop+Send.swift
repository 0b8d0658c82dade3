internal import DequeModule

extension SessionLoop {
  /// Gives libpq the next request, if it may have it now.
  ///
  /// While bytes wait for the socket nothing more is handed over: it would only grow libpq's buffer, and what has not
  /// been handed over is known to be unsent.
  /// - Returns: Whether one was taken from the queue.
  func sendNext() throws(PostgresError) -> Bool {
    guard !hasUnsentBytes, let request = waiting.first, !isRunningScript else { return false }
    switch request {
    case .transaction(let transaction):
      if let fault = faultOf(transaction) {
        // Its turn to be answered comes after those before it.
        guard inFlight.isEmpty else { return false }
        waiting.removeFirst()
        settle(transaction, .notSent(fault))
      } else {
        try send(transaction)
        waiting.removeFirst()
        inFlight.append(InFlight(.transaction(transaction)))
        try flush()
      }
    case .script(let script):
      guard inFlight.isEmpty else { return false }
      guard connection.exitPipelineMode(), connection.send(script: script.sql) else { throw refusedByLibpq() }
      waiting.removeFirst()
      inFlight.append(InFlight(.script(script)))
      try flush()
    }
    return true
  }

  var isRunningScript: Bool {
    switch inFlight.first?.kind {
    case .script, .cleanup: true
    case .preparation, .transaction, nil: false
    }
  }

  /// The steps with one sync behind them: one implicit transaction. Until the sync is handed over nothing can be
  /// committed, so a failure before it leaves the request in the queue of those not sent.
  private func send(_ transaction: TransactionRequest) throws(PostgresError) {
    for step in transaction.steps where prepared[step.statement.name] == nil {
      // A sync of its own: were it part of the transaction, an earlier step's error would skip it, and those who
      // come after and count on the statement would fail.
      guard connection.sendPrepare(step.statement), connection.sendSync() else { throw refusedByLibpq() }
      prepared[step.statement.name] = step.statement.sql
      inFlight.append(InFlight(.preparation(step.statement.name)))
    }
    for step in transaction.steps {
      guard connection.sendExecute(step) else { throw refusedByLibpq() }
    }
    guard connection.sendSync() else { throw refusedByLibpq() }
  }

  private func faultOf(_ transaction: TransactionRequest) -> PostgresError? {
    var added = 0
    for step in transaction.steps {
      if let sql = prepared[step.statement.name] {
        guard sql == step.statement.sql else {
          return PostgresError(
            .invalidConfiguration, "Two different statements are named \(step.statement.name); rename one.")
        }
      } else {
        added += 1
      }
    }
    guard prepared.count + added <= Self.preparedStatementsMax else {
      return PostgresError(
        .invalidConfiguration,
        "A session prepares at most \(Self.preparedStatementsMax) statements; name statements by what they do, not by"
          + " what they are given.")
    }
    return nil
  }

  private func refusedByLibpq() -> PostgresError {
    connection.isLost ? lost() : PostgresError(.connectionLost, "libpq could not take a request.")
  }
}
