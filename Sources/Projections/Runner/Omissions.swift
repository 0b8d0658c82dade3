internal import EventLog
internal import Identifiers
internal import Libpq

/// What a generation leaves out.
struct Omissions: Sendable {
  /// Streams of which an event could not be read, each with the position of the first such event.
  var parked: [Identifier128: UInt64] = [:]
  /// Positions of events that an operator has decided to leave out.
  var skipped: Set<UInt64> = []

  /// Those of one generation.
  static func read(
    name: String, generation: Int32, sessions: SessionPool
  ) async throws(PostgresError) -> Omissions {
    let parked = try await sessions.query(
      OmissionStatements.parked, [.text(name), .int32(generation)], idempotent: true
    ) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in (Identifier128(try row.uuid(0)), UInt64(try row.int64(1))) }
    }
    let skipped = try await sessions.query(OmissionStatements.skipped, [.text(name)], idempotent: true) {
      result throws(PostgresError) in
      try result.map { row throws(PostgresError) in UInt64(try row.int64(0)) }
    }
    return Omissions(parked: Dictionary(parked) { first, _ in first }, skipped: Set(skipped))
  }
}

/// Keeps account of what generations leave out.
enum OmissionStatements {
  static let parked = Libpq.Statement(
    name: "parked_streams",
    sql: "select stream_id, position from cairn.parked_stream where name = $1 and generation = $2",
    parameterTypes: [.text, .int4])

  static let skipped = Libpq.Statement(
    name: "skipped_events", sql: "select position from cairn.skipped_event where name = $1", parameterTypes: [.text])

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
}
