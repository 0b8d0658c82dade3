package import Cryptography

/// What deciding a command came to.
package enum Proposal<Draft: Sendable, Refusal: Sendable>: Sendable {
  /// Record `eventCount` events, which `draft` holds.
  case record(eventCount: Int, draft: Draft)
  /// Refuse the command. The refusal rests on everything up to this position.
  case refuse(Refusal, restingOn: UInt64)
  /// The memory lacks a stream that the decision needs.
  case notReady
}

/// What became of a command. Nothing in it rests on what is not on disk.
package enum Outcome<Draft: Sendable, Refusal: Sendable>: Sendable {
  /// It stands in the log as of now.
  case recorded(CommandRecord, Draft)
  /// It stood in the log before: these are its events.
  case repeated([StoredEvent])
  /// Another command stands in the log under its id.
  case idTaken
  case refused(Refusal)
  /// The memory lacks a stream: load it and propose again.
  case notReady
  /// Too much waits already: nothing was recorded, propose again later.
  case overloaded
  /// It cannot be told whether it was recorded, or it cannot be recorded now. The same command id may be sent again.
  case unavailable(reason: String)
}

/// Where a command stands in the log.
package struct CommandRecord: Hashable, Sendable {
  /// Of the first event; the others follow without a gap.
  package let firstPosition: UInt64
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let recordedAt: Int64
  /// One per event.
  package let leaves: [Digest256]

  /// A record of its fields.
  package init(firstPosition: UInt64, recordedAt: Int64, leaves: [Digest256]) {
    self.firstPosition = firstPosition
    self.recordedAt = recordedAt
    self.leaves = leaves
  }
}
