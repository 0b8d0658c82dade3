internal import ArgumentParser
internal import Foundation

/// Where the hub's data is.
struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp(
      "Folder of the embedded database, the keys and the Unix socket.",
      discussion: "Default: /var/lib/cairn as root, else $XDG_DATA_HOME/cairn or ~/.local/share/cairn.",
      valueName: "dir"))
  var dataDirectory: String?

  @Option(
    name: .customLong("database"),
    help: ArgumentHelp(
      "Use this PostgreSQL instead of the embedded one.",
      discussion: """
        A URL such as postgresql://cairn@db.example/cairn?sslmode=verify-full. The data keys live in a database of their \
        own on the same server, named after it with "_keys" behind; --keys-database names another.
        """,
      valueName: "url"))
  var database: String?

  @Option(
    name: .customLong("keys-database"), help: ArgumentHelp("Where the wrapped data keys are kept.", valueName: "url"))
  var keysDatabase: String?

  /// The data directory, absolute.
  var directory: URL {
    if let dataDirectory { return URL(fileURLWithPath: dataDirectory, isDirectory: true).standardizedFileURL }
    if geteuid() == 0 { return URL(fileURLWithPath: "/var/lib/cairn", isDirectory: true) }
    let home = FileManager.default.homeDirectoryForCurrentUser
    let base =
      ProcessInfo.processInfo.environment["XDG_DATA_HOME"].map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? home.appending(path: ".local/share", directoryHint: .isDirectory)
    return base.appending(path: "cairn", directoryHint: .isDirectory)
  }

  /// The file of the key-encryption key.
  var keyFile: URL { directory.appending(path: "keys/key-encryption-key") }

  /// The server's Unix socket.
  var socket: URL { directory.appending(path: "cairn.sock") }
}
