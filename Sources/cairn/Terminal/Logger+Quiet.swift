internal import Logging

extension Logger {
  /// Says nothing: for commands whose own words are enough.
  static let quiet = Logger(label: "cairn") { _ in SwiftLogNoOpLogHandler() }
}
