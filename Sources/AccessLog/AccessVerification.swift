internal import Cryptography
internal import EventLog

/// Computes the leaves and the root of a log of access again, record by record, and compares the end with its head.
package struct AccessVerification: Sendable {
  private let head: AccessHead
  private var frontier = MerkleFrontier()
  private var lastRecordedAt: Int64 = 0

  /// What does not match.
  package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    case gap(after: UInt64)
    case timeRunsBackwards(position: UInt64)
    case rootDiffers(position: UInt64)

    package var description: String {
      switch self {
      case .gap(let position): "the record that follows position \(position) is missing"
      case .timeRunsBackwards(let position): "position \(position) was recorded before the one in front of it"
      case .rootDiffers(let position):
        "the records up to position \(position) do not give the root that is stored with them"
      }
    }
  }

  /// A verification up to a head.
  package init(of head: AccessHead) {
    self.head = head
  }

  /// Of the last record that was added.
  package var position: UInt64 { frontier.leafCount }

  /// Whether every record was added.
  package var isAtEnd: Bool { position >= head.position }

  /// Adds the records that follow, in order; what lies behind the head is left out.
  package mutating func add(_ records: [StoredAccess]) throws(Fault) {
    guard !records.isEmpty else { throw .gap(after: position) }
    for record in records where !isAtEnd {
      guard record.position == position + 1 else { throw .gap(after: position) }
      guard record.recordedAt >= lastRecordedAt else { throw .timeRunsBackwards(position: record.position) }
      lastRecordedAt = record.recordedAt
      frontier.append(leaf: record.leaf(logID: head.logID))
    }
  }

  /// Compares the root with that of the head.
  package func conclude() throws(Fault) {
    guard frontier == head.frontier else { throw .rootDiffers(position: head.position) }
  }
}
