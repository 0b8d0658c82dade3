package import CairnDomain
package import EventLog
package import Identifiers

/// An event that was decided and not yet sealed.
package struct EventDraft: Sendable {
  package let streamID: Identifier128
  /// Within the stream, from 1, without a gap.
  package let version: UInt64
  package let decided: DecidedEvent
  /// For each of the event's parts the key that it is sealed under.
  package let keys: [DataKey]

  /// A draft of its fields.
  package init(streamID: Identifier128, version: UInt64, decided: DecidedEvent, keys: [DataKey]) {
    precondition(keys.count == decided.parts.count, "a draft has a key for each of its parts")
    self.streamID = streamID
    self.version = version
    self.decided = decided
    self.keys = keys
  }
}
