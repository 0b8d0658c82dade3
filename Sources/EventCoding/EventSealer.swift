internal import CairnCodec
package import CairnDomain
package import Cryptography
package import EventLog
package import Identifiers

/// Makes of decided events what the log stores.
package struct EventSealer: Sendable {
  private let sealer: PartSealer
  private let random: RandomSource
  private let now: @Sendable () -> Int64

  /// A sealer for one log.
  ///
  /// - Parameter now: microseconds since 1970-01-01T00:00:00Z, for the events' ids.
  package init(logID: Identifier128, random: RandomSource, now: @escaping @Sendable () -> Int64) {
    sealer = PartSealer(logID: logID, random: random)
    self.random = random
    self.now = now
  }

  /// Part 0 of events, which is written once for as many events in a row as have the same.
  package struct Header {
    private var writtenOf: (context: DecisionContext, schemaVersion: UInt32)?
    private var part = EventLog.EventPart(clear: [])

    /// None was written yet.
    package init() {}

    fileprivate mutating func part(_ context: DecisionContext, for type: EventType) -> EventLog.EventPart {
      if let writtenOf, writtenOf.schemaVersion == type.schemaVersion, writtenOf.context.hasSameHeader(as: context) {
        return part
      }
      writtenOf = (context, type.schemaVersion)
      part = EventLog.EventPart(clear: encode(context.header(for: type)))
      return part
    }
  }

  /// Adds the events of one command, sealed, with the command's mark on the first.
  package func seal(
    _ drafts: [EventDraft], context: DecisionContext, command: CommandKey, digest: [UInt8], header: inout Header,
    into events: inout [SealedEvent]
  ) {
    let time = now()
    for (index, draft) in drafts.enumerated() {
      let eventID = Identifier128.version7(microseconds: time, random: random.word())
      let type = draft.decided.event.type
      var parts: [EventLog.EventPart] = []
      parts.reserveCapacity(1 + draft.keys.count)
      parts.append(header.part(context, for: type))
      for (part, key) in zip(draft.decided.parts, draft.keys) {
        let index = parts.count
        parts.append(part.message.withEncoded { sealer.seal($0, eventID: eventID, index: index, under: key) })
      }
      events.append(
        SealedEvent(
          eventID: eventID, streamID: draft.streamID, version: draft.version, actorID: context.actor.personID,
          command: command,
          commandMark: index == 0 ? CommandMark(eventCount: drafts.count, digest: digest) : nil,
          type: type.rawValue, parts: parts,
          content: draft.keys.first.map { KnownContent(event: draft.decided.event, key: $0) }))
    }
  }
}
