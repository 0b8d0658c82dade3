internal import EventLog
internal import Identifiers
internal import Libpq

/// Keeps account of the streams that a projection cannot fold.
enum ParkedStreamStatements {
  static let list = Libpq.Statement(
    name: "list_parked_streams", sql: "select stream_id from cairn.parked_stream where name = $1 and generation = $2",
    parameterTypes: [.text, .int4])

  /// When the stream was parked, if it is.
  static let since = Libpq.Statement(
    name: "parked_since",
    sql: """
      select recorded_at_us from cairn.parked_stream
       where name = $1 and generation = $2 and stream_id = any($3) order by recorded_at_us limit 1
      """,
    parameterTypes: [.text, .int4, .uuidArray])

  private static let add = Libpq.Statement(
    name: "park_stream", sql: "insert into cairn.parked_stream values ($1, $2, $3, $4, $5, $6)",
    parameterTypes: [.text, .int4, .uuid, .int8, .int8, .text])

  static func park(_ event: StoredEvent, name: String, generation: Int32, reason: String) -> Step {
    let stream = event.event.streamID
    return Step(
      add,
      [
        .text(name), .int32(generation), .uuid(high: stream.high, low: stream.low), .int64(Int64(event.position)),
        .int64(event.recordedAt), .text(reason),
      ])
  }

  static func decodeIDs(_ result: borrowing QueryResult) throws(PostgresError) -> Set<Identifier128> {
    var ids: Set<Identifier128> = []
    for row in 0..<result.rowCount {
      let id = try result.uuid(row, 0)
      ids.insert(Identifier128(high: id.high, low: id.low))
    }
    return ids
  }

  static func decodeSince(_ result: borrowing QueryResult) throws(PostgresError) -> Int64? {
    result.rowCount == 0 ? nil : try result.int64(0, 0)
  }
}
