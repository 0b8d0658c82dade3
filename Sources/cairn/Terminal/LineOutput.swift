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
    // What is written to a reader that has gone away is then an error like any other.
    signal(SIGPIPE, SIG_IGN)
    waiting.reserveCapacity(2 * Self.pieceBytes)
  }

  /// Writes a message on a line of its own, perhaps later.
  mutating func write(_ message: some JSONMessage) throws(Failure) {
    appendJSON(message, to: &waiting)
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= Self.pieceBytes { try flush() }
  }

  /// Writes all that waits.
  mutating func flush() throws(Failure) {
    defer { waiting.removeAll(keepingCapacity: true) }
    var written = 0
    while written < waiting.count {
      let count = waiting.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw .readerIsGone
      } else if errno != EINTR {
        throw .cannotWrite(String(cString: strerror(errno)))
      }
    }
  }

  /// Why no more can be written.
  enum Failure: ExitCoded {
    /// Whoever reads has enough: no fault.
    case readerIsGone
    case cannotWrite(String)

    var exitCode: Int32 {
      switch self {
      case .readerIsGone: EXIT_SUCCESS
      case .cannotWrite: EX_IOERR
      }
    }

    var description: String {
      switch self {
      case .readerIsGone: "nobody reads the output any more"
      case .cannotWrite(let reason): "the output cannot be written: \(reason)"
      }
    }
  }
}
