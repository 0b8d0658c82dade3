internal import Foundation

/// The three files that tell PostgreSQL how to run; text only.
struct ClusterSettings: Sendable {
  /// Of the socket's name, `.s.PGSQL.5432`; nothing listens on a network.
  static let port = 5_432
  /// The cluster's superuser.
  static let superuser = "cairn"
  private static let userMap = "cairn"

  let layout: ClusterLayout
  let socketDirectory: String
  /// Users of the system who may connect, each as the superuser.
  let admitted: [SystemUser]
  /// Settings beyond ours, which win.
  let extra: [(name: String, value: String)]

  /// `postgresql.conf`, whole: what initdb wrote is not read.
  var settings: String {
    let ours: [(String, String)] = [
      ("data_directory", layout.data.path),
      ("hba_file", layout.hostAccessFile.path),
      ("ident_file", layout.userMapFile.path),
      ("listen_addresses", ""),
      ("port", String(Self.port)),
      ("unix_socket_directories", "\"\(socketDirectory.replacing("\"", with: "\"\""))\""),
      ("unix_socket_permissions", "0700"),
      ("max_connections", "100"),
      ("shared_buffers", "128MB"),
      ("dynamic_shared_memory_type", "posix"),
      ("jit", "off"),
      ("fsync", "on"),
      ("synchronous_commit", "on"),
      ("full_page_writes", "on"),
      ("wal_compression", "off"),
      ("max_wal_size", "2GB"),
      ("min_wal_size", "256MB"),
      ("checkpoint_timeout", "15min"),
      ("autovacuum_naptime", "10s"),
      ("timezone", "UTC"),
      ("log_timezone", "UTC"),
      ("lc_messages", "C"),
      ("default_text_search_config", "pg_catalog.simple"),
      ("logging_collector", "on"),
      ("log_directory", "log"),
      ("log_filename", "postgresql-%a.log"),
      ("log_file_mode", "0600"),
      ("log_rotation_age", "1d"),
      ("log_rotation_size", "0"),
      ("log_truncate_on_rotation", "on"),
      ("log_line_prefix", "%m [%p] "),
    ]
    return lines(ours) + Self.silence + lines(extra.map { ($0.name, $0.value) })
  }

  /// A session's error can quote values, in its DETAIL and even in its message. The session gets it; the log does not:
  /// `log` ranks above `error` there, so that only what the server says of itself is written.
  private static let silence = """
    log_min_messages = 'log'
    log_min_error_statement = 'panic'
    log_error_verbosity = 'terse'
    log_parameter_max_length = 0
    log_parameter_max_length_on_error = 0
    log_statement = 'none'
    log_min_duration_statement = -1
    log_min_duration_sample = -1
    log_autovacuum_min_duration = -1
    log_connections = off
    log_disconnections = off
    debug_print_plan = off

    """

  /// `pg_hba.conf`: through the socket only, and who the kernel says that they are.
  var hostAccess: String { "local all all peer map=\(Self.userMap)\n" }

  /// `pg_ident.conf`. Peer with a map rather than trust: should the socket's folder ever be opened by mistake, still
  /// nobody else gets in.
  var users: String {
    admitted.map { "\(Self.userMap) \"\($0.name)\" \(Self.superuser)\n" }.joined()
  }

  private func lines(_ settings: [(String, String)]) -> String {
    settings.map { "\($0.0) = '\($0.1.replacing("'", with: "''"))'\n" }.joined()
  }
}
