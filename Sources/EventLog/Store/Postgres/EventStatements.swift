internal import Libpq

/// Reads events back.
enum EventStatements {
  static let columns = EventColumns.list(of: "event")

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
    try result.map { row throws(PostgresError) in try EventColumns.decode(row, at: 0) }
  }
}
