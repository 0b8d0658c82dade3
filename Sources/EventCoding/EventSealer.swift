internal import CairnCodec
package import CairnDomain
internal import CairnMessages
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

  /// The events of one command, sealed, with the command's mark on the first.
  package func seal(
    _ drafts: [EventDraft], context: DecisionContext, command: CommandKey, digest: [UInt8]
  ) -> [SealedEvent] {
    let time = now()
    var header = EventHeader()
    var headerPart = EventLog.EventPart(clear: [])
    return drafts.enumerated().map { index, draft in
      let eventID = Identifier128.version7(microseconds: time, random: random.word())
      let type = draft.decided.event.type
      let own = context.header(for: type)
      if index == 0 || own != header {
        header = own
        headerPart = EventLog.EventPart(clear: encode(header))
      }
      var parts = [headerPart]
      parts.reserveCapacity(1 + draft.keys.count)
      for (part, key) in zip(draft.decided.parts, draft.keys) {
        parts.append(sealer.seal(part.message.encoded, eventID: eventID, index: parts.count, under: key))
      }
      return SealedEvent(
        eventID: eventID, streamID: draft.streamID, version: draft.version, actorID: context.actor.personID,
        command: command,
        commandMark: index == 0 ? CommandMark(eventCount: drafts.count, digest: digest) : nil,
        type: type.rawValue, parts: parts,
        content: draft.keys.first.map { KnownContent(event: draft.decided.event, key: $0) })
    }
  }
}
