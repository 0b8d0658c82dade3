internal import Foundation

/// The server process of a cluster, as its `postmaster.pid` names it.
struct Postmaster: Sendable, Hashable {
  let processID: Int32
  /// The folder of its Unix socket.
  let socketDirectory: String

  /// The one that runs on a data directory, if one does: a file left behind by a dead one does not count.
  static func running(_ layout: ClusterLayout) -> Postmaster? {
    guard let text = try? String(contentsOf: layout.postmasterFile, encoding: .utf8),
      let postmaster = Postmaster(parsing: text), postmaster.isAlive(on: layout)
    else { return nil }
    return postmaster
  }

  /// Line 1 is the process, line 5 the socket's folder.
  ///
  /// Source: PostgreSQL's `src/include/utils/pidfile.h`.
  init?(parsing text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 5, let processID = Int32(lines[0]), processID > 1, !lines[4].isEmpty else { return nil }
    self.processID = processID
    socketDirectory = String(lines[4])
  }

  /// Whether it lives and is what it is taken for: process numbers are used again.
  func isAlive(on layout: ClusterLayout) -> Bool {
    // Inside a container we may be the parent of a postmaster that we have not started as a child.
    waitpid(processID, nil, WNOHANG)
    return ClusterProcess(processID)?.works(in: layout.data) ?? false
  }

  /// Asks for a shutdown that disconnects everybody and leaves nothing to recover.
  func shutDownFast() { kill(processID, SIGINT) }

  /// Asks for a shutdown that leaves recovery to the next start.
  func shutDownImmediately() { kill(processID, SIGQUIT) }
}
