internal import CLibpq
internal import DequeModule

extension SessionLoop {
  /// Takes every answer that has arrived whole.
  func processResults() throws(PostgresError) {
    var previousWasEnd = false
    while !inFlight.isEmpty, !connection.isBusy {
      absorbNotices()
      guard let result = connection.nextResult() else {
        if case .script = inFlight[0].kind {
          try endScript()
        } else if case .cleanup(let script) = inFlight[0].kind {
          try finishScript(script, inFlight[0].error)
        } else if previousWasEnd {
          // libpq has no more statements while we have: either the connection went, or the books differ.
          throw connection.isLost ? lost() : unexpected("nothing")
        }
        previousWasEnd = true
        continue
      }
      previousWasEnd = false
      absorbNotices()
      try receive(result)
    }
  }

  private func receive(_ result: borrowing QueryResult) throws(PostgresError) {
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: try receiveSuccess(result)
    case PGRES_FATAL_ERROR, PGRES_NONFATAL_ERROR, PGRES_BAD_RESPONSE: try receiveError(result)
    case PGRES_PIPELINE_ABORTED: break
    case PGRES_PIPELINE_SYNC: try finishHead()
    default: throw unexpected("an answer of a kind that only COPY has")
    }
  }

  private func receiveSuccess(_ result: borrowing QueryResult) throws(PostgresError) {
    guard case .transaction(let transaction) = inFlight[0].kind else { return }
    let index = inFlight[0].values.count
    guard index < transaction.steps.count else { throw unexpected("more answers than statements") }
    guard result.isWhole else { throw unexpected("another number of rows than it says") }
    guard !Self.transactionCommands.contains(result.commandTag) else {
      // The sync would no longer mean what it must mean.
      throw unexpected("\(result.commandTag) inside a transaction that is one already")
    }
    do throws(PostgresError) {
      inFlight[0].values.append(try transaction.steps[index].decode(result))
    } catch {
      inFlight[0].values.append(())
      if inFlight[0].doubt == nil { inFlight[0].doubt = error }
    }
  }

  private static let transactionCommands: Set<String> = [
    "BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "PREPARE TRANSACTION",
  ]

  private func receiveError(_ result: borrowing QueryResult) throws(PostgresError) {
    guard var error = result.serverError(ownErrorClasses: configuration.ownErrorClasses) else {
      // libpq itself complains: the connection has gone, or memory has.
      throw lost()
    }
    guard !error.endsSession else {
      // It may have come between a commit and its acknowledgement: proof of nothing.
      farewell = error
      return
    }
    if case .transaction(let transaction) = inFlight[0].kind, inFlight[0].values.count < transaction.steps.count {
      let name = transaction.steps[inFlight[0].values.count].statement.name
      error.statementName = name
      if error.sqlState == .invalidStatementName, let reason = preparationErrors[name] { error = reason }
    }
    if case .preparation(let name) = inFlight[0].kind { error.statementName = name }
    guard !error.isMisunderstanding || isRunningScript else { throw unexpected("\(error)") }
    if inFlight[0].error == nil { inFlight[0].error = error }
  }

  /// The sync has come: what stands first has ended.
  private func finishHead() throws(PostgresError) {
    if case .transaction(let transaction) = inFlight[0].kind, inFlight[0].error == nil {
      // An error that was lost on the way would look like this.
      guard inFlight[0].values.count == transaction.steps.count else {
        throw unexpected("fewer answers than statements")
      }
    }
    let entry = inFlight.removeFirst()
    switch entry.kind {
    case .preparation(let name):
      preparationErrors[name] = entry.error
      if entry.error != nil { prepared[name] = nil }
    case .transaction(let transaction): settle(transaction, entry.outcomeAtSync)
    case .script, .cleanup: break
    }
  }

  /// A script has been answered. One that left its transaction open, by error or by oversight, is rolled back.
  private func endScript() throws(PostgresError) {
    let entry = inFlight[0]
    guard case .script(let script) = entry.kind else { return }
    if connection.isLost { throw lost() }
    guard !connection.isOutsideTransaction else {
      try finishScript(script, entry.error)
      return
    }
    var cleanup = InFlight(.cleanup(script))
    cleanup.error = entry.error
    if entry.error == nil {
      cleanup.doubt = PostgresError(
        .refused, "The script left a transaction open, which was rolled back: it ends without COMMIT.")
    }
    guard connection.send(script: "rollback") else { throw lost() }
    inFlight[0] = cleanup
    try flush()
  }

  private func finishScript(_ script: ScriptRequest, _ error: ServerError?) throws(PostgresError) {
    let entry = inFlight.removeFirst()
    guard connection.enterPipelineMode() else { throw unexpected("a script that does not end") }
    let refusal = error.map {
      PostgresError(.refused, "PostgreSQL refused the script\(Self.place($0, in: script.sql)).", server: $0)
    }
    settle(script, refusal ?? entry.doubt.flatMap { $0.code == .refused ? $0 : nil })
  }

  /// ` at line 12`, where the server said at which character the fault is.
  private static func place(_ error: ServerError, in sql: String) -> String {
    guard let position = error.position, position > 0 else { return "" }
    let lines = sql.unicodeScalars.prefix(position - 1).reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
    return " at line \(lines)"
  }

  private func unexpected(_ what: String) -> PostgresError {
    PostgresError(.protocolViolation, "PostgreSQL sent what the session cannot make sense of: \(what).")
  }
}
