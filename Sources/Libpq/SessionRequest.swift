/// What callers leave in a session's mailbox.
enum SessionRequest: Sendable {
  case transaction(TransactionRequest)
  case script(ScriptRequest)
}

/// Steps that are one transaction, and whom to tell.
struct TransactionRequest: Sendable {
  let steps: [Step]
  let byteCount: Int
  let completion: @Sendable (Outcome) -> Void
}

/// SQL for the simple protocol, and whom to tell.
struct ScriptRequest: Sendable {
  let sql: String
  let completion: @Sendable (PostgresError?) -> Void
}
