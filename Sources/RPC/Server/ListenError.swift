/// Why a server cannot listen.
package struct ListenError: Error, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Hashable, Sendable {
    /// Another process listens there.
    case inUse
    /// Something that is not a socket stands at the path, and is left alone.
    case notASocket
    /// The path is longer than a socket's may be, or its folder cannot be used.
    case badPath
    /// The operating system refused.
    case system
  }

  /// For a program.
  package let code: Code
  /// What is wrong, where, and what to do.
  package let message: String
  /// What led to this.
  package let cause: (any Error)?

  /// Makes an error of its parts.
  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}
