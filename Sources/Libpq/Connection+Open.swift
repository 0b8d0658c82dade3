internal import Glibc

extension Connection {
  /// Opens a connection and makes it ready for pipelined work; blocks the calling thread, a session's own.
  /// - Throws: `connectFailed`; `sessionClosed` if the mailbox is closed meanwhile.
  static func open(
    _ configuration: SessionConfiguration, mailbox: SessionMailbox
  ) throws(PostgresError) -> Connection {
    let deadline = MonotonicTime.nowMilliseconds + configuration.connectTimeoutMilliseconds
    let connection = try Connection(startingWith: configuration.keywords)
    // A connection that has just been started is to be treated as one that wants to write.
    var state: OpeningState = connection.isLost ? .failed : .wantsWrite
    while true {
      let events: Int32
      switch state {
      case .open:
        guard connection.becomePipelined() else {
          throw PostgresError(.protocolViolation, "libpq refuses pipeline mode on a fresh connection.")
        }
        return connection
      case .failed: throw refusal(connection.errorMessage, configuration)
      case .wantsRead: events = POLLIN
      case .wantsWrite: events = POLLOUT
      }
      let remaining = deadline - MonotonicTime.nowMilliseconds
      guard remaining > 0 else { throw timeout(configuration) }
      let ready = Readiness.wait(
        socket: connection.socket, events: events, wake: mailbox.wakeDescriptor, timeoutMilliseconds: remaining)
      if ready.woken {
        mailbox.clearWake()
        guard !mailbox.isClosing else {
          throw PostgresError(.sessionClosed, "The session was closed while it was being opened.")
        }
      }
      if ready.socket { state = connection.continueOpening() }
    }
  }

  private static func timeout(_ configuration: SessionConfiguration) -> PostgresError {
    PostgresError(
      .connectFailed,
      "PostgreSQL at \(configuration.connection) did not answer within \(configuration.connectTimeoutMilliseconds) ms."
        + " Check that it runs and that the address is right.")
  }

  /// Takes libpq's words apart: `…: FATAL:  3D000: database "x" does not exist`, then a line with the source location.
  private static func refusal(_ words: String, _ configuration: SessionConfiguration) -> PostgresError {
    let text = words.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }.joined(separator: " ")
    return PostgresError(
      .connectFailed, "PostgreSQL at \(configuration.connection) could not be reached: \(text)",
      server: sqlState(in: text).map { ServerError(severity: "FATAL", sqlState: $0, primaryMessage: nil) })
  }

  /// The SQLSTATE that stands between `:  ` and `: ` in libpq's verbose messages.
  static func sqlState(in text: String) -> SQLState? {
    let bytes = Array(text.utf8)
    let colon = UInt8(ascii: ":")
    let space = UInt8(ascii: " ")
    guard bytes.count >= 10 else { return nil }
    for start in 0...(bytes.count - 10)
    where bytes[start] == colon && bytes[start + 1] == space && bytes[start + 2] == space {
      let code = bytes[start + 3..<start + 8]
      let isCode = code.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
      }
      if isCode && bytes[start + 8] == colon && bytes[start + 9] == space {
        return SQLState(rawValue: String(decoding: code, as: UTF8.self))
      }
    }
    return nil
  }
}
