package import Identifiers

/// Where the log ends.
package struct LogHead: Hashable, Sendable {
  package var logID: Identifier128
  /// Of the last event; 0 if the log is empty.
  package var position: UInt64
  /// Rises by one with each take-over; only its holder appends.
  package var epoch: UInt64
  /// Of the last event, in microseconds since 1970-01-01T00:00:00Z.
  package var recordedAt: Int64
  package var frontier: MerkleFrontier

  /// A head of its fields.
  package init(
    logID: Identifier128, position: UInt64, epoch: UInt64, recordedAt: Int64, frontier: MerkleFrontier
  ) {
    self.logID = logID
    self.position = position
    self.epoch = epoch
    self.recordedAt = recordedAt
    self.frontier = frontier
  }
}
