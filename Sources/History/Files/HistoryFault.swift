/// Why a history cannot be read: it says where, and never repeats what stands there.
package struct HistoryFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// As it was named.
  package let file: String
  /// From 1; `nil` if the whole file is meant.
  package let line: Int?
  package let message: String

  package var description: String {
    line.map { "\(file), line \($0): \(message)" } ?? "\(file): \(message)"
  }
}

/// What is wrong with one line.
struct LineFault: Error, Hashable {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
