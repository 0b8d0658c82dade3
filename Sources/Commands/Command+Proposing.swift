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
    to memory: inout StreamMemory, firstPosition: UInt64, freshKeys: ArraySlice<DataKey>
  ) -> Proposal<[EventDraft], Refusal> {
    var read: [(id: Identifier128, entry: StreamEntry)] = []
    for stream in reads {
      guard let entry = memory.entry(stream.id) else { return .notReady }
      read.append((stream.id, entry))
    }
    let restingOn = read.map(\.entry.lastPosition).max() ?? 0
    if let expected, read.first(where: { $0.id == expected.streamID })?.entry.version != expected.version {
      return .refuse(.versionConflict, restingOn: restingOn)
    }
    let decisions: [StreamDecision]
    do throws(Rejection) {
      decisions = try decide(StreamStates(read.map { ($0.id, $0.entry.state) }))
    } catch {
      return .refuse(.rejected(error), restingOn: restingOn)
    }
    var unused = freshKeys
    var drafts: [EventDraft] = []
    for decision in decisions {
      // A stream that was not read is new.
      let known = read.first { $0.id == decision.stream }?.entry
      var entry = known ?? StreamEntry(initial: decision.kind)
      for decided in decision.events {
        let keys = decided.parts.map { part in
          entry.key(part.scope) {
            guard let key = unused.popFirst() else {
              preconditionFailure("a command takes as many keys as it may need")
            }
            return key
          }
        }
        entry.version += 1
        entry.lastPosition = firstPosition + UInt64(drafts.count)
        if known != nil { entry.state.evolve(decided.event) }
        drafts.append(EventDraft(streamID: decision.stream, version: entry.version, decided: decided, keys: keys))
      }
      // A stream that is new has an id that nobody knows before its first event is on disk, and of an import's cases and
      // referrals most are not touched again: whoever sends the next command reads it.
      if known != nil { memory.speculate(entry, for: decision.stream) }
    }
    return .record(eventCount: drafts.count, draft: drafts)
  }
}
