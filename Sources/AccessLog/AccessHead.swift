package import EventLog
package import Identifiers

/// How far the log of access has come.
package struct AccessHead: Hashable, Sendable {
  /// Of this log of access, and no other.
  package let logID: Identifier128
  /// Of the last page, in microseconds since 1970-01-01T00:00:00Z; 0 before the first.
  package let recordedAt: Int64
  /// One leaf a record.
  package let frontier: MerkleFrontier

  /// Of the last record; 0 before the first.
  package var position: UInt64 { frontier.leafCount }

  /// A head of its fields.
  package init(logID: Identifier128, recordedAt: Int64, frontier: MerkleFrontier) {
    self.logID = logID
    self.recordedAt = recordedAt
    self.frontier = frontier
  }
}
