/// How a session is opened, and its limits.
package struct SessionConfiguration: Sendable {
  /// Where and as whom to connect.
  package var connection: ConnectionString
  /// Shown in `pg_stat_activity`.
  package var applicationName: String
  /// Until the session is ready to use; host look-up and TLS included.
  package var connectTimeoutMilliseconds = 10_000
  /// Server settings for the whole session, such as `role` or `statement_timeout`.
  package var settings: [(name: String, value: String)] = []
  /// How long the session may wait for the next byte of an answer before it is given up as lost; `nil` for ever. It
  /// must be longer than the longest statement or lock wait.
  package var answerTimeoutMilliseconds: Int?
  /// Transactions that may wait or be under way at once; further ones are refused at the door.
  package var transactionsInFlightMax = 4_096
  /// Bytes of parameters that may wait or be under way at once; at most 1 GiB, more than PostgreSQL takes.
  package var bytesInFlightMax = 256 << 20
  /// Whether a warning makes the outcome of every transaction under way unknown. A commit that was cancelled while
  /// it waited for a standby is reported as a success with a warning, so a writer leaves this on.
  package var warningsAreAmbiguous = true
  /// Notifications that a slow listener may have waiting; the oldest make room.
  package var notificationsBufferedMax = 64
  /// SQLSTATE classes (two characters) that only our own SQL raises and whose DETAIL holds nothing personal.
  package var ownErrorClasses: Set<String> = []

  package init(connection: ConnectionString, applicationName: String) {
    self.connection = connection
    self.applicationName = applicationName
  }

  /// What libpq is given: keywords and values.
  var keywords: [(String, String)] {
    var values = connection.values
    values["application_name"] = applicationName
    // libpq counts whole seconds and gives up per host; our own deadline, over all hosts, stands above it.
    values["connect_timeout"] = String(max(2, (connectTimeoutMilliseconds + 999) / 1_000))
    values["client_encoding"] = "UTF8"
    let all = [("client_min_messages", "warning")] + Self.serverKeepAlive + settings.map { ($0.name, $0.value) }
    let options = all.map { "-c " + Self.escapedOption("\($0.0)=\($0.1)") }
    values["options"] = ([values["options"]].compactMap { $0 } + options).joined(separator: " ")
    for (keyword, value) in Self.keepAlive where values[keyword] == nil { values[keyword] = value }
    return values.sorted { $0.key < $1.key }
  }

  /// A vanished peer on TCP is noticed within half a minute, not after hours.
  private static let keepAlive = [
    ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
  ]

  /// The same for the server's side, where the system's default is hours: so long would a server that has lost us hold
  /// what we had locked. Without effect on a Unix socket.
  private static let serverKeepAlive = [
    ("tcp_keepalives_idle", "10"), ("tcp_keepalives_interval", "5"), ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "20000"),
  ]

  /// Escapes spaces and backslashes as the server's option parser wants them.
  static func escapedOption(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == " " || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
