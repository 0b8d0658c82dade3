internal import CairnJSON
internal import CairnMessages
internal import Foundation

/// Lines for programs: one message in JSON on each, written in large pieces straight to a file descriptor.
struct LineOutput {
  /// Written once so much is waiting; a line more may wait.
  private static let pieceBytes = 256 << 10

  private var waiting: [UInt8] = []

  private let descriptor: Int32

  init(descriptor: Int32 = STDOUT_FILENO) {
    self.descriptor = descriptor
    waiting.reserveCapacity(2 * Self.pieceBytes)
  }

  /// Writes a message on a line of its own, perhaps later.
  mutating func write(_ message: some JSONMessage) throws(OutputFailure) {
    appendJSON(message, to: &waiting)
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= Self.pieceBytes { try flush() }
  }

  /// Writes all that waits.
  mutating func flush() throws(OutputFailure) {
    defer { waiting.removeAll(keepingCapacity: true) }
    try waiting.write(to: descriptor)
  }
}
