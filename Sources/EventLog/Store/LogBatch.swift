package import Cryptography
internal import Identifiers

/// Events on their way into the log: one transaction, all or nothing.
package struct LogBatch: Sendable {
  /// The head that it builds on.
  package let base: LogHead
  /// Of every event in it.
  package let recordedAt: Int64
  /// At positions `base.position + 1` and on; never empty.
  package let stored: [StoredEvent]
  /// One per event.
  package let leaves: [Digest256]
  /// The head once it is appended.
  package let head: LogHead

  /// Gives the events their positions behind `base`, and computes leaves and root.
  ///
  /// - Parameter recordedAt: microseconds since 1970-01-01T00:00:00Z; raised to that of `base` if it lies before, because
  ///   the log's time never runs backwards.
  package init(base: LogHead, events: [SealedEvent], recordedAt: Int64) {
    precondition(!events.isEmpty, "a batch holds at least one event")
    let recordedAt = max(recordedAt, base.recordedAt)
    var head = base
    head.recordedAt = recordedAt
    var stored: [StoredEvent] = []
    stored.reserveCapacity(events.count)
    var leaves: [Digest256] = []
    leaves.reserveCapacity(events.count)
    for event in events {
      head.position += 1
      stored.append(StoredEvent(position: head.position, recordedAt: recordedAt, event: event))
      let leaf = stored[stored.count - 1].entry(logID: base.logID).leaf
      head.frontier.append(leaf: leaf)
      leaves.append(leaf)
    }
    self.base = base
    self.recordedAt = recordedAt
    self.stored = stored
    self.leaves = leaves
    self.head = head
  }

  /// Its events without their places.
  package var events: [SealedEvent] { stored.map(\.event) }
}
