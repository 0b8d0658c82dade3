internal import ArgumentParser
internal import CairnServer
internal import Logging
internal import Telemetry

/// How lines of the log are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// One JSON object a line, for programs.
  case json

  /// Makes what writes them, to standard error.
  var handler: @Sendable (_ label: String) -> any LogHandler {
    switch self {
    case .text: { StreamLogHandler.standardError(label: $0) }
    case .json: { _ in JSONLogHandler.standardError(now: SystemClock.microseconds) }
    }
  }
}
