package import CairnDomain
package import EventCoding
internal import EventLog
internal import Identifiers

extension OpenedEvent {
  /// What the log says in clear about it.
  package var envelope: EventEnvelope {
    EventEnvelope(
      stream: stored.event.streamID, version: stored.event.version, agencyID: stored.event.command.agencyID,
      recordedAtMicroseconds: stored.recordedAt)
  }
}

extension Identifier128 {
  init(_ words: (high: UInt64, low: UInt64)) {
    self.init(high: words.high, low: words.low)
  }
}
