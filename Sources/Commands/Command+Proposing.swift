internal import CairnDomain
internal import EventCoding
internal import EventLog
internal import Identifiers

/// Why a command was refused while it was decided.
enum Refusal: Sendable {
  case rejected(Rejection)
  case versionConflict
}

extension Command {
  /// Decides against what is remembered, and remembers what follows.
  func propose(
    to memory: inout StreamMemory, firstPosition: UInt64, freshKeys: [DataKey]
  ) -> Proposal<[EventDraft], Refusal> {
    var entries: [Identifier128: StreamEntry] = [:]
    for stream in reads {
      guard let entry = memory.entry(stream.id) else { return .notReady }
      entries[stream.id] = entry
    }
    let restingOn = entries.values.map(\.lastPosition).max() ?? 0
    if let expected, entries[expected.streamID]?.version != expected.version {
      return .refuse(.versionConflict, restingOn: restingOn)
    }
    let decisions: [StreamDecision]
    do throws(Rejection) {
      decisions = try decide(StreamStates(states: entries.mapValues(\.state)))
    } catch {
      return .refuse(.rejected(error), restingOn: restingOn)
    }
    let drafts = draft(decisions, entries: entries, firstPosition: firstPosition, freshKeys: freshKeys, in: &memory)
    return .record(eventCount: drafts.count, draft: drafts)
  }

  private func draft(
    _ decisions: [StreamDecision], entries: [Identifier128: StreamEntry], firstPosition: UInt64, freshKeys: [DataKey],
    in memory: inout StreamMemory
  ) -> [EventDraft] {
    var drafts: [EventDraft] = []
    var unused = freshKeys[...]
    for decision in decisions {
      // A stream that was not read is new.
      var entry = entries[decision.stream] ?? StreamEntry(initial: decision.kind)
      for decided in decision.events {
        for part in decided.parts where entry.keys[part.scope] == nil {
          guard let key = unused.popFirst() else { preconditionFailure("a command takes as many keys as it may need") }
          entry.keys[part.scope] = key
        }
        entry.version += 1
        entry.lastPosition = firstPosition + UInt64(drafts.count)
        entry.state.evolve(decided.event)
        drafts.append(
          EventDraft(streamID: decision.stream, version: entry.version, decided: decided, keys: entry.keys))
      }
      if decision.kind != .referral { memory.speculate(entry, for: decision.stream) }
    }
    return drafts
  }
}
