internal import Identifiers
internal import Libpq

/// Reads events back.
enum EventStatements {
  static let columns = """
    position, recorded_at_us, event_id, stream_id, version, actor_id, agency_id, command_id, command_events,
    command_digest, type, parts
    """

  static let ofStream = Statement(
    name: "events_of_stream",
    sql: "select \(columns) from cairn.event where stream_id = $1 and version > $2 order by version limit $3",
    parameterTypes: [.uuid, .int8, .int8])

  static let afterPosition = Statement(
    name: "events_after_position",
    sql: "select \(columns) from cairn.event where position > $1 order by position limit $2",
    parameterTypes: [.int8, .int8])

  // Each place is asked for by itself: a range would make the planner guess how much of the log lies in it.
  static let ofCommands = Statement(
    name: "events_of_commands",
    sql: """
      select \(columns) from cairn.event
       where position in (
         select generate_series(first.position, first.position + first.command_events - 1)
           from unnest($1, $2) as wanted (agency_id, command_id)
           join cairn.event as first
             on first.agency_id = wanted.agency_id and first.command_id = wanted.command_id
            and first.command_events > 0)
       order by position
      """,
    parameterTypes: [.textArray, .uuidArray])

  static func decode(_ result: borrowing QueryResult) throws(PostgresError) -> [StoredEvent] {
    try result.map(decode)
  }

  static func decode(_ row: borrowing BinaryRow) throws(PostgresError) -> StoredEvent {
    let parts = try row.withBytes(11) { bytes throws(PostgresError) in EventPartsCodec.decode(bytes) }
    guard let parts else {
      throw PostgresError(.undecodable, "The parts of an event are not written as this version writes them.")
    }
    let eventCount = Int(try row.int32(8))
    let event = SealedEvent(
      eventID: Identifier128(try row.uuid(2)), streamID: Identifier128(try row.uuid(3)),
      version: UInt64(try row.int64(4)), actorID: Identifier128(try row.uuid(5)),
      command: CommandKey(agencyID: try row.text(6), id: Identifier128(try row.uuid(7))),
      commandMark: eventCount > 0 ? CommandMark(eventCount: eventCount, digest: try row.bytes(9)) : nil,
      type: try row.text(10), parts: parts)
    return StoredEvent(position: UInt64(try row.int64(0)), recordedAt: try row.int64(1), event: event)
  }
}

extension Identifier128 {
  init(_ words: (high: UInt64, low: UInt64)) {
    self.init(high: words.high, low: words.low)
  }
}
