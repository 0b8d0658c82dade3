internal import CairnMessages
internal import Cryptography
internal import EventLog
internal import Foundation
internal import History

extension HubClient {
  /// Takes the log in, from its first entry to the head as it stands now. Gaps and the like are left for the check to find.
  ///
  /// - Parameter report: is told how many entries are done, of how many.
  /// - Returns: where the log says that it ends.
  func readLog(
    into evidence: inout Evidence, report: (_ done: UInt64, _ total: UInt64) -> Void
  ) async throws -> LogEnd {
    let head = try await head()
    guard let root = Digest256(bytes: head.root) else { throw UnreadableLog(what: "the head's root has no 32 bytes") }
    evidence.reserve(events: Int(clamping: min(head.position, Self.reservedEventsMax)))
    var last: UInt64 = 0
    while last < head.position {
      let limit = UInt32(min(head.position - last, UInt64(Self.entriesMax)))
      let page = try await entries(from: last + 1, limit: limit)
      guard let end = page.last?.position, end > last else { break }
      for entry in page where entry.position <= head.position {
        guard let hashed = EventLog.LogEntry(entry, logID: head.logID) else {
          throw UnreadableLog(what: "position \(entry.position) is no log entry")
        }
        evidence.append(LoggedEvent(entry: hashed, agencyID: entry.agencyID))
      }
      last = end
      report(last, head.position)
    }
    return LogEnd(position: head.position, root: root)
  }

  /// A server that names a far position must not make us take all memory at once.
  private static let reservedEventsMax: UInt64 = 1 << 22
}

/// A log that holds what no log entry is.
private struct UnreadableLog: ExitCoded {
  let what: String
  let exitCode = EXIT_FAILURE

  var description: String { "The log cannot be checked: \(what)." }
}
