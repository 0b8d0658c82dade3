internal import Glibc

/// A file of a history: one JSON object a line.
package enum HistoryFile {
  /// Longest line. A longer one is a fault.
  package static let lineBytesMax = 1 << 20

  private static let chunkBytes = 1 << 18

  /// What was read, besides the records.
  package struct Reading: Hashable, Sendable {
    package var lines = 0
    /// Whether the file ends within a line, as it does when its writer was killed. That line is left out: what it said is
    /// then unknown, which makes the check weaker and never wrong.
    package var endsWithinLine = false
  }

  /// Reads a file and hands its records to `body`, one after the other, holding no more than a chunk and a line of it.
  ///
  /// - Throws: a ``HistoryFault`` that names the line, also one that `body` throws as a `LineFault`.
  static func read(
    _ path: String, _ body: (_ record: HistoryRecord, _ line: Int) throws(LineFault) -> Void
  ) throws(HistoryFault) -> Reading {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw fault(path, "cannot be opened") }
    defer { close(file) }
    var reading = Reading()
    var line: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw fault(path, "cannot be read")
      }
      guard count > 0 else { break }
      var start = 0
      while start < count {
        let end = chunk[start..<count].firstIndex(of: UInt8(ascii: "\n"))
        line.append(contentsOf: chunk[start..<(end ?? count)])
        guard line.count <= lineBytesMax else {
          throw HistoryFault(
            file: path, line: reading.lines + 1, message: "a line has \(lineBytesMax) bytes at most")
        }
        guard let end else { break }
        reading.lines += 1
        do throws(LineFault) {
          try body(try HistoryRecord(line: line), reading.lines)
        } catch {
          throw HistoryFault(file: path, line: reading.lines, message: error.message)
        }
        line.removeAll(keepingCapacity: true)
        start = end + 1
      }
    }
    reading.endsWithinLine = !line.isEmpty
    return reading
  }

  static func fault(_ path: String, _ what: String) -> HistoryFault {
    HistoryFault(file: path, line: nil, message: "\(what): \(String(cString: strerror(errno)))")
  }
}
