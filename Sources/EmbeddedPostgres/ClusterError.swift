/// Why the private PostgreSQL cannot be run.
package struct ClusterError: Error, Sendable, CustomStringConvertible {
  /// Which of the things that can happen has happened.
  package enum Code: String, Sendable, Hashable {
    /// No PostgreSQL that fits is installed.
    case noBinaries
    /// A folder cannot be made, read or entered as it must be.
    case unusableFolder
    /// There is no user to run PostgreSQL as; it refuses to run as root.
    case noUser
    /// One of PostgreSQL's programs failed.
    case commandFailed
    /// The cluster runs, or should, but does not answer.
    case notReady
  }

  /// For programs.
  package let code: Code
  /// What is wrong, where, and what to do.
  package let message: String
  /// The error beneath this one, if any.
  package let cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { cause.map { "\(message) Cause: \($0)" } ?? message }
}
