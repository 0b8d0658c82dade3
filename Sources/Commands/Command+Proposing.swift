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
    var read: [(stream: StreamReference, entry: StreamEntry)] = []
    for stream in reads {
      guard let entry = memory.entry(stream) else { return .notReady }
      read.append((stream, entry))
    }
    let restingOn = read.map(\.entry.lastPosition).max() ?? 0
    let decisions: [StreamDecision]
    do throws(Rejection) {
      decisions = try decide(StreamStates(read.map { ($0.stream, $0.entry.state) }))
    } catch {
      return .refuse(.rejected(error), restingOn: restingOn)
    }
    // Only who may do this learns whether the stream has moved on.
    if let expected, read.first(where: { $0.stream.id == expected.streamID })?.entry.version != expected.version {
      return .refuse(.versionConflict, restingOn: restingOn)
    }
    var unused = freshKeys
    var drafts: [EventDraft] = []
    drafts.reserveCapacity(decisions.count)
    for decision in decisions {
      // A stream that was not read is new.
      let stream = StreamReference(id: decision.stream, kind: decision.kind)
      let known = read.first { $0.stream == stream }?.entry
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
      if known != nil { memory.speculate(entry, for: stream) }
    }
    return .record(eventCount: drafts.count, draft: drafts)
  }
}
