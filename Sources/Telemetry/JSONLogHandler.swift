internal import Glibc
package import Logging

/// Writes each line of the log as one JSON object: `time`, `level`, `message`, and what else is known under its own name.
package struct JSONLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel = Logger.Level.info
  private let now: @Sendable () -> Int64
  private let write: @Sendable ([UInt8]) -> Void

  /// Longer texts are cut off, so that a line has a limit, too.
  static let textCharactersMax = 1_024

  /// A handler.
  ///
  /// - Parameters:
  ///   - now: microseconds since 1970-01-01T00:00:00Z.
  ///   - write: is given each line whole, with its line feed.
  package init(now: @escaping @Sendable () -> Int64, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.now = now
    self.write = write
  }

  /// One that writes to standard error.
  ///
  /// - Parameter now: microseconds since 1970-01-01T00:00:00Z.
  package static func standardError(now: @escaping @Sendable () -> Int64) -> JSONLogHandler {
    JSONLogHandler(now: now) { line in
      // One call for a line, so that lines of several threads do not mix. What cannot be written is lost: there is nowhere
      // to say so.
      _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
  }

  /// What goes with every line.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a line.
  package func log(event: LogEvent) {
    var fields = metadataProvider?.get() ?? [:]
    fields.merge(metadata) { _, own in own }
    if let more = event.metadata { fields.merge(more) { _, own in own } }
    var line = "{\"time\":\"\(Self.time(now()))\",\"level\":\"\(event.level)\",\"message\":"
    line += Self.quoted("\(event.message)")
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      line += ",\(Self.quoted(Self.reserved.contains(name) ? "_" + name : name)):\(Self.quoted("\(value)"))"
    }
    write(Array((line + "}\n").utf8))
  }

  private static let reserved: Set = ["time", "level", "message"]

  /// RFC 3339, in UTC, to the millisecond.
  private static func time(_ microseconds: Int64) -> String {
    var seconds = time_t(microseconds / 1_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func digits(_ value: some BinaryInteger, _ count: Int = 2) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    let date = "\(digits(parts.tm_year + 1_900, 4))-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    let clock = "\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))"
    return "\(date)T\(clock).\(digits(microseconds / 1_000 % 1_000, 3))Z"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars.prefix(textCharactersMax) {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\u{0}"..<" ", "\u{7f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
