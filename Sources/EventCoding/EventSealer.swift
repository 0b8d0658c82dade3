internal import CairnCodec
package import CairnDomain
package import EventLog
package import Identifiers

/// Makes of decided events what the log stores.
package struct EventSealer: Sendable {
  private let sealer: PartSealer
  private let random: RandomSource
  private let now: @Sendable () -> Int64
  private let recent: RecentEvents

  /// A sealer for one log.
  ///
  /// - Parameters:
  ///   - recent: remembers what it seals.
  ///   - now: microseconds since 1970-01-01T00:00:00Z, for the events' ids.
  package init(
    logID: Identifier128, random: RandomSource, recent: RecentEvents, now: @escaping @Sendable () -> Int64
  ) {
    self.recent = recent
    sealer = PartSealer(logID: logID, random: random)
    self.random = random
    self.now = now
  }

  /// The events of one command, sealed, with the command's mark on the first.
  package func seal(
    _ drafts: [EventDraft], context: DecisionContext, command: CommandKey, digest: [UInt8]
  ) -> [SealedEvent] {
    let time = now()
    var entries: [(id: Identifier128, entry: RecentEvents.Entry)] = []
    let sealed = drafts.enumerated().map { index, draft in
      let eventID = Identifier128.version7(microseconds: time, random: random.word())
      let type = draft.decided.event.type
      let header = context.header(for: type)
      var parts = [EventLog.EventPart(clear: encode(header))]
      if let key = draft.decided.parts.first.flatMap({ draft.keys[$0.scope] }) {
        entries.append((eventID, RecentEvents.Entry(header: header, event: draft.decided.event, key: key)))
      }
      for part in draft.decided.parts {
        guard let key = draft.keys[part.scope] else { preconditionFailure("a draft has a key for each of its scopes") }
        parts.append(sealer.seal(part.message.encoded, eventID: eventID, index: parts.count, under: key))
      }
      return SealedEvent(
        eventID: eventID, streamID: draft.streamID, version: draft.version, actorID: context.actor.personID,
        command: command,
        commandMark: index == 0 ? CommandMark(eventCount: drafts.count, digest: digest) : nil,
        type: type.rawValue, parts: parts)
    }
    recent.remember(entries)
    return sealed
  }
}
