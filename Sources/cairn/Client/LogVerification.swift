internal import CairnMessages
internal import EventLog
internal import Identifiers

/// Computes a log's leaves and root again, entry by entry, and compares the end with its head.
struct LogVerification {
  private let head: CairnMessages.LogHead
  private var frontier = MerkleFrontier()
  private var lastRecordedAt: Int64 = .min

  /// The position of the entry that is wanted next.
  var nextPosition: UInt64 { frontier.leafCount + 1 }

  /// What does not match.
  enum Failure: Error, CustomStringConvertible {
    case gap(expected: UInt64, found: UInt64?)
    case timeRunsBackwards(position: UInt64)
    case malformed(position: UInt64)
    case rootDiffers(computed: [UInt8], stored: [UInt8])

    var description: String {
      switch self {
      case .gap(let expected, let found):
        "The log has a gap: position \(expected) is missing\(found.map { ", \($0) stands in its place" } ?? "")."
      case .timeRunsBackwards(let position): "Position \(position) was recorded before the one in front of it."
      case .malformed(let position): "Position \(position) is no log entry: an id is no UUID or a hash has no 32 bytes."
      case .rootDiffers(let computed, let stored):
        """
        The entries do not give the stored root: something was changed.
        computed \(Hexadecimal.text(computed))
        stored   \(Hexadecimal.text(stored))
        """
      }
    }
  }

  init(head: CairnMessages.LogHead) {
    self.head = head
  }

  mutating func add(_ entries: [CairnMessages.LogEntry]) throws(Failure) {
    guard !entries.isEmpty else { throw .gap(expected: nextPosition, found: nil) }
    for entry in entries {
      guard entry.position == nextPosition else { throw .gap(expected: nextPosition, found: entry.position) }
      guard entry.recordedAtUs >= lastRecordedAt else { throw .timeRunsBackwards(position: entry.position) }
      guard let hashed = EventLog.LogEntry(entry, logID: head.logID) else {
        throw .malformed(position: entry.position)
      }
      lastRecordedAt = entry.recordedAtUs
      frontier.append(leaf: hashed.leaf)
    }
  }

  func conclude() throws(Failure) {
    guard frontier.root == head.root else { throw .rootDiffers(computed: frontier.root, stored: head.root) }
  }
}

extension EventLog.LogEntry {
  fileprivate init?(_ entry: CairnMessages.LogEntry, logID: String) {
    guard
      let logID = Identifier128(logID), let eventID = Identifier128(entry.eventID),
      let streamID = Identifier128(entry.streamID), let actorID = Identifier128(entry.actorID),
      let commandID = Identifier128(entry.commandID), entry.parts.count <= 255, entry.type.utf8.count <= 65_535
    else { return nil }
    var parts: [PartDigest] = []
    for part in entry.parts {
      guard let keyID = Identifier128(part.keyID), part.sha256.count == 32, part.keyCommit.count == 32 else {
        return nil
      }
      parts.append(PartDigest(keyID: keyID, sha256: part.sha256, keyCommitment: part.keyCommit))
    }
    self.init(
      logID: logID, position: entry.position, recordedAt: entry.recordedAtUs, eventID: eventID, streamID: streamID,
      version: entry.version, actorID: actorID, commandID: commandID, type: entry.type, parts: parts)
  }
}
