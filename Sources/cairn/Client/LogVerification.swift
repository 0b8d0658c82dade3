internal import CairnMessages
internal import Cryptography
internal import EventLog

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
    let root = frontier.root.bytes
    guard root == head.root else { throw .rootDiffers(computed: root, stored: head.root) }
  }
}
