/// One entry of what libpq has been given and the server has not yet answered in full.
struct InFlight {
  enum Kind {
    /// A statement being prepared, by name; it has a sync of its own.
    case preparation(String)
    case transaction(TransactionRequest)
    case script(ScriptRequest)
    /// The rollback after a script that left its transaction open.
    case cleanup(ScriptRequest)
  }

  let kind: Kind
  /// What the steps answered so far decoded to.
  var values: [any Sendable] = []
  /// The server's first error.
  var error: ServerError?
  /// Why the outcome is unknown although the server may report success.
  var doubt: PostgresError?

  init(_ kind: Kind) { self.kind = kind }

  /// How a transaction ends at its sync. Only here is it known that it was committed: a deferred constraint fails
  /// after every statement has reported success.
  var outcomeAtSync: Outcome {
    if let error { return .refused(error) }
    if let doubt { return .ambiguous(doubt) }
    return .committed(StepValues(values: values))
  }

  /// How a transaction ends when the connection does so first.
  func outcomeWhenLost(_ reason: PostgresError) -> Outcome {
    // After an error the server skips to the sync and can only roll back.
    if let error { return .refused(error) }
    return .ambiguous(
      PostgresError(
        .connectionLost, "The connection was lost after the transaction was sent; it may have been committed.",
        mayHaveCommitted: true, server: reason.server, cause: reason))
  }
}
