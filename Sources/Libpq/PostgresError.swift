/// What went wrong between us and PostgreSQL.
///
/// The message is for people: what is wrong and what to do. It never holds a parameter's or a row's value.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// Which of the things that can happen has happened.
  package enum Code: String, Sendable, Hashable {
    /// The connection string or a setting cannot be used as it is.
    case invalidConfiguration
    /// No session could be opened.
    case connectFailed
    /// The session ended before the answer came.
    case connectionLost
    /// The session was closed by us before the request was sent.
    case sessionClosed
    /// As many transactions or bytes wait as may wait.
    case tooManyInFlight
    /// No session of the pool was ready in time, or too many callers wait for one already.
    case poolExhausted
    /// The server answered an error; nothing of the transaction was committed.
    case refused
    /// A warning came while the transaction was under way, so its outcome is held to be unknown.
    case warned
    /// The server committed but its answer could not be read as what it should be.
    case undecodable
    /// libpq or the server did what the protocol does not allow here.
    case protocolViolation
    /// The waiting task was cancelled; what it asked for goes on and may be committed.
    case cancelled
  }

  /// For programs.
  package let code: Code
  /// For people.
  package let message: String
  /// Whether the transaction concerned may have been committed. `false` is a certainty, `true` is not.
  package let mayHaveCommitted: Bool
  /// What the server answered, if it did.
  package let server: ServerError?
  /// The error beneath this one, if any.
  package let cause: (any Error)?

  package init(
    _ code: Code, _ message: String, mayHaveCommitted: Bool = false, server: ServerError? = nil,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.mayHaveCommitted = mayHaveCommitted
    self.server = server
    self.cause = cause
  }

  /// The condition that the server named, if it did.
  package var sqlState: SQLState? { server?.sqlState }

  package var description: String {
    var text = "\(code.rawValue): \(message)"
    if let server { text += " (\(server))" }
    if let cause { text += "; cause: \(cause)" }
    return text
  }
}
