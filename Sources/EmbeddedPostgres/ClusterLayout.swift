package import Foundation

/// Where the parts of a private cluster are, below the data directory.
///
/// The folder and `conf` belong to whoever runs Cairn; only `data` and the socket's folder belong to PostgreSQL's user.
/// So nothing is ever written by root into a folder in which another user could lay a symbolic link.
package struct ClusterLayout: Sendable, Hashable {
  /// `postgres` in the data directory.
  package let root: URL

  /// - Parameter dataDirectory: Cairn's data directory, absolute.
  package init(dataDirectory: URL) {
    root = dataDirectory.standardizedFileURL.appending(path: "postgres", directoryHint: .isDirectory)
  }

  /// PostgreSQL's own data directory.
  package var data: URL { root.appending(path: "data", directoryHint: .isDirectory) }
  /// Where a cluster is made before it is moved to `data`, so that a half-made one is never taken for a whole one.
  var unfinishedData: URL { root.appending(path: "data.unfinished", directoryHint: .isDirectory) }
  /// Our settings, rewritten at each start.
  var configuration: URL { root.appending(path: "conf", directoryHint: .isDirectory) }
  var settingsFile: URL { configuration.appending(path: "postgresql.conf") }
  var hostAccessFile: URL { configuration.appending(path: "pg_hba.conf") }
  var userMapFile: URL { configuration.appending(path: "pg_ident.conf") }
  /// Names the socket's folder where that is not `run`.
  var socketRecord: URL { configuration.appending(path: "socket-directory") }
  /// The socket's folder, where its path is short enough.
  var run: URL { root.appending(path: "run", directoryHint: .isDirectory) }
  /// Locked by the process that may start and stop the cluster.
  var lockFile: URL { root.appending(path: "owner.lock") }
  /// What PostgreSQL says before its own log is open.
  var startLog: URL { run.appending(path: "start.log") }
  var postmasterFile: URL { data.appending(path: "postmaster.pid") }
  var versionFile: URL { data.appending(path: "PG_VERSION") }
}
