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
    var digests = RepeatedDigest()
    for event in events {
      head.position += 1
      let one = StoredEvent(position: head.position, recordedAt: recordedAt, event: event)
      stored.append(one)
      let leaf = one.entry(logID: base.logID, parts: digests.digests(of: event.parts)).leaf
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

/// Digests the parts of events in a row: what part 0 says is mostly the same in all of a batch, and is hashed once.
private struct RepeatedDigest {
  private var first: (part: EventPart, digest: PartDigest)?
  // Those of the event before, whose room serves for the next.
  private var digests: [PartDigest] = []

  mutating func digests(of parts: [EventPart]) -> [PartDigest] {
    digests.removeAll(keepingCapacity: true)
    for part in parts {
      if let first, digests.isEmpty, part == first.part {
        digests.append(first.digest)
      } else {
        let digest = part.digest
        if digests.isEmpty { first = (part, digest) }
        digests.append(digest)
      }
    }
    return digests
  }
}
