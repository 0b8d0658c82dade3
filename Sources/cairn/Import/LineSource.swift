internal import CoreFoundation
internal import Foundation

/// Reads lines from a file or from standard input, some at a time, on a thread that may wait for them.
actor LineSource {
  /// A line without its end, and its number from 1.
  struct Line: Sendable {
    let number: Int
    let bytes: [UInt8]
  }

  /// What cannot be read.
  struct Failure: ExitCoded {
    let description: String
    let exitCode = EX_NOINPUT
  }

  /// A longer line is a fault of the file, and nothing more is read. The longest message that a server takes may stand in
  /// one twice over.
  static let lineBytesMax = 8 << 20
  private static let pieceBytes = 256 << 10
  private static let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]

  private let descriptor: Int32
  private let name: String
  private let waiting = DispatchQueue(label: "lines")
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var lineCount = 0
  /// How large the file is, in bytes; `nil` for a pipe.
  nonisolated let byteCount: UInt64?

  /// - Parameter path: `-` for standard input.
  init(path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(description: "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    var status = stat()
    byteCount = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? UInt64(status.st_size) : nil
  }

  /// The next lines, `linesMax` at most, without those that are blank; none at the end.
  func next(linesMax: Int) async throws(Failure) -> [Line] {
    while true {
      let lines = takeLines(linesMax)
      if !lines.isEmpty || isAtEnd { return lines }
      guard rest.count <= Self.lineBytesMax else {
        throw Failure(description: "\(name), line \(lineCount + 1) is longer than \(Self.lineBytesMax) bytes")
      }
      let piece = try await read()
      if piece.isEmpty {
        isAtEnd = true
        if !rest.isEmpty { rest.append(UInt8(ascii: "\n")) }
        return takeLines(linesMax)
      }
      rest += piece
    }
  }

  private func takeLines(_ linesMax: Int) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while lines.count < linesMax, let end = endOfLine(from: start) {
      lineCount += 1
      let bytes = Array(rest[start..<end])
      if bytes.contains(where: { !Self.blanks.contains($0) }) { lines.append(Line(number: lineCount, bytes: bytes)) }
      start = end + 1
    }
    rest.removeFirst(start)
    return lines
  }

  /// Where the line that begins at `start` ends; `nil` if its end has not been read yet.
  private func endOfLine(from start: Int) -> Int? {
    rest.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let end = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(end) - base
    }
  }

  private func read() async throws(Failure) -> [UInt8] {
    let (descriptor, name) = (descriptor, name)
    let result = await withCheckedContinuation { continuation in
      waiting.async { continuation.resume(returning: Self.read(descriptor, name)) }
    }
    return try result.get()
  }

  private static func read(_ descriptor: Int32, _ name: String) -> Result<[UInt8], Failure> {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, initialized in
        count = Foundation.read(descriptor, buffer.baseAddress, pieceBytes)
        initialized = max(0, count)
      }
      if count >= 0 { return .success(bytes) }
      if errno != EINTR {
        return .failure(Failure(description: "\(name) cannot be read to its end: \(String(cString: strerror(errno)))"))
      }
    }
  }
}
