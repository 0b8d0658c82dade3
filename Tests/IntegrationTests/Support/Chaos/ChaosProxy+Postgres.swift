import Libpq
import RPC

extension ChaosProxy {
  struct NoSocket: Error {}

  /// A proxy before the PostgreSQL at whose Unix socket a database is.
  ///
  /// PostgreSQL asks the kernel who connects to its socket: that is this process, which is who runs the servers, too.
  convenience init(before database: ConnectionString) throws {
    guard let folder = database.values["host"] else { throw NoSocket() }
    let socket = "\(folder)/.s.PGSQL.\(database.values["port"] ?? "5432")"
    try self.init(to: .unix(path: socket), layouts: .postgres)
  }
}

extension ConnectionString {
  /// The same database, through a proxy; without TLS, so that the proxy can tell the headers of messages.
  func through(_ proxy: ChaosProxy) -> ConnectionString {
    setting("host", "127.0.0.1").setting("port", String(proxy.port)).setting("sslmode", "disable")
      .setting("gssencmode", "disable")
  }
}
