internal import ArgumentParser
internal import CairnMessages
internal import Foundation
internal import RPC

/// How the program ends when something went wrong: what, where, and what to do on standard error, and an exit code that
/// programs can tell apart.
enum Failure {
  static func exit(with error: any Error) -> Never {
    switch error {
    case let error as RPCError:
      Terminal.printError(text(of: error))
      Foundation.exit(code(of: error.code))
    // Whoever reads has enough, and need not be told.
    case OutputFailure.readerIsGone: Foundation.exit(OutputFailure.readerIsGone.exitCode)
    case let error as any ExitCoded:
      Terminal.printError("cairn: \(error)")
      Foundation.exit(error.exitCode)
    case is CleanExit, is ValidationError, is ExitCode: Cairn.exit(withError: error)
    case let error as any CustomStringConvertible & LocalizedError:
      Terminal.printError("cairn: \(error.errorDescription ?? error.description)")
      Foundation.exit(EXIT_FAILURE)
    default:
      // Argument parser's own errors know how to tell about themselves.
      let code = Cairn.exitCode(for: error)
      if code == .validationFailure || code == .success { Cairn.exit(withError: error) }
      Terminal.printError("cairn: \(error)")
      Foundation.exit(EXIT_FAILURE)
    }
  }

  /// The message, and every fault by its field.
  private static func text(of error: RPCError) -> String {
    var lines = ["cairn: \(error.message)"]
    for violation in error.fieldViolations {
      lines.append("  \(violation.field): \(violation.description) (\(violation.reason))")
    }
    return lines.joined(separator: "\n")
  }

  /// Source: sysexits(3), as `cairn --help` lists them.
  private static func code(of status: StatusCode) -> Int32 {
    switch status {
    case .ok: 0
    case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .outOfRange: EX_DATAERR
    case .unavailable: EX_UNAVAILABLE
    case .aborted, .resourceExhausted, .deadlineExceeded, .cancelled: EX_TEMPFAIL
    case .permissionDenied, .unauthenticated: EX_NOPERM
    case .unknown, .unimplemented, .internal, .dataLoss: EX_SOFTWARE
    }
  }
}

/// An error that says with which code the program ends.
protocol ExitCoded: Error, CustomStringConvertible {
  var exitCode: Int32 { get }
}
