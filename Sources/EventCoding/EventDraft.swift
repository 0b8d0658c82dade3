package import CairnDomain
package import EventLog
package import Identifiers

/// An event that was decided and not yet sealed.
package struct EventDraft: Sendable {
  package let streamID: Identifier128
  /// Within the stream, from 1, without a gap.
  package let version: UInt64
  package let decided: DecidedEvent
  /// A key for each scope that the event's parts are sealed under.
  package let keys: [DataKeyScope: DataKey]

  /// A draft of its fields.
  package init(streamID: Identifier128, version: UInt64, decided: DecidedEvent, keys: [DataKeyScope: DataKey]) {
    self.streamID = streamID
    self.version = version
    self.decided = decided
    self.keys = keys
  }
}
