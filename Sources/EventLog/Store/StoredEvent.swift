package import Identifiers

/// An event that stands in the log.
package struct StoredEvent: Hashable, Sendable {
  /// From 1, without a gap.
  package var position: UInt64
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var recordedAt: Int64
  /// What was decided and sealed.
  package var event: SealedEvent

  /// An event at its place.
  package init(position: UInt64, recordedAt: Int64, event: SealedEvent) {
    self.position = position
    self.recordedAt = recordedAt
    self.event = event
  }

  /// What its leaf commits to.
  package func entry(logID: Identifier128) -> LogEntry {
    entry(logID: logID, parts: event.parts.map(\.digest))
  }

  /// What its leaf commits to, of the digests of its parts.
  func entry(logID: Identifier128, parts: [PartDigest]) -> LogEntry {
    LogEntry(
      logID: logID, position: position, recordedAt: recordedAt, eventID: event.eventID, streamID: event.streamID,
      version: event.version, actorID: event.actorID, commandID: event.command.id, type: event.type, parts: parts)
  }
}

/// An event that was decided and sealed, before the log gives it a position and a time. It never changes, and is handed
/// from the sequencer to the store, the feed and every projection: hence one object.
package final class SealedEvent: Hashable, Sendable {
  package let eventID: Identifier128
  package let streamID: Identifier128
  /// Within the stream, from 1, without a gap.
  package let version: UInt64
  package let actorID: Identifier128
  package let command: CommandKey
  /// On the first event of a command: how many events the command recorded, and its digest. `nil` on the others.
  package let commandMark: CommandMark?
  /// Such as "cairn.v1.CaseOpened".
  package let type: String
  /// Part 0 first.
  package let parts: [EventPart]
  /// What it said before it was sealed, if that happened in this process; the log knows nothing of it, and two events are
  /// equal whether they have it or not.
  package let content: (any EventContent)?

  /// An event of its fields.
  package init(
    eventID: Identifier128, streamID: Identifier128, version: UInt64, actorID: Identifier128, command: CommandKey,
    commandMark: CommandMark?, type: String, parts: [EventPart], content: (any EventContent)? = nil
  ) {
    self.eventID = eventID
    self.streamID = streamID
    self.version = version
    self.actorID = actorID
    self.command = command
    self.commandMark = commandMark
    self.type = type
    self.parts = parts
    self.content = content
  }

  /// Of its parts as stored.
  package var partsByteCount: Int { parts.reduce(0) { $0 + $1.bytes.count } }

  package static func == (left: SealedEvent, right: SealedEvent) -> Bool {
    left.eventID == right.eventID && left.streamID == right.streamID && left.version == right.version
      && left.actorID == right.actorID && left.command == right.command && left.commandMark == right.commandMark
      && left.type == right.type && left.parts == right.parts
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(eventID)
  }
}

/// What an event says, opened, for those in this process who fold it as it comes.
package protocol EventContent: AnyObject, Sendable {}

/// What has one effect at most, for ever: an agency's command.
package struct CommandKey: Hashable, Sendable {
  package let agencyID: String
  package let id: Identifier128

  /// The command `id` of the agency.
  package init(agencyID: String, id: Identifier128) {
    self.agencyID = agencyID
    self.id = id
  }

  package func hash(into hasher: inout Hasher) {
    // Ids are made by chance. Where agencies have the same, one has it from another, and there are no more of them than
    // agencies.
    hasher.combine(id)
  }
}

/// What the first event of a command says about the whole command.
package struct CommandMark: Hashable, Sendable {
  /// How many events it recorded, at consecutive positions.
  package let eventCount: Int
  /// Keyed digest of the command: tells a repetition from another command under the same id.
  package let digest: [UInt8]

  /// A mark of its fields.
  package init(eventCount: Int, digest: [UInt8]) {
    self.eventCount = eventCount
    self.digest = digest
  }
}
