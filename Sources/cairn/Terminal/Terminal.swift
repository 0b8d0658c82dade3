internal import Foundation

/// Where people read: standard output for what was asked for, standard error for what went wrong and how far it is.
enum Terminal {
  /// How many characters a line has: the terminal's own width, 80 where there is none, 120 at most.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(Int(size.ws_col), 120)
  }

  /// Whether somebody watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  static func print(_ lines: [String]) throws(OutputFailure) {
    try Array(lines.map { $0 + "\n" }.joined().utf8).write(to: STDOUT_FILENO)
  }

  static func printError(_ text: String) { writeError(text.harmless + "\n") }

  /// Writes to standard error as it is. Where that is closed or full there is nobody to tell, and the work goes on.
  static func writeError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
