internal import EventLog

extension Evidence {
  /// Makes room for a log of about so many events.
  package mutating func reserve(events: Int) {
    rows.reserveCapacity(events)
  }

  /// Takes the next event of the log, in the log's order, and computes its leaf.
  package mutating func append(_ event: LoggedEvent) {
    let entry = event.entry
    let leaf = entry.leaf
    frontier.append(leaf: leaf)
    rows.append(
      Row(
        position: entry.position, recordedAt: entry.recordedAt, version: entry.version, eventID: entry.eventID,
        leaf: leaf, stream: streams.intern(entry.streamID),
        command: commandNumber(CommandKey(agencyID: event.agencyID, id: entry.commandID)),
        type: types.intern(entry.type), mark: event.mark.number))
  }

  mutating func commandNumber(_ key: CommandKey) -> Int32 {
    commands.intern(CommandName(agency: agencies.intern(key.agencyID), id: key.id))
  }
}

extension LoggedEvent.Mark {
  fileprivate var number: Int32 {
    switch self {
    case .unknown: Evidence.Row.unknownMark
    case .first(let count): Int32(clamping: count)
    case .later: 0
    }
  }
}
