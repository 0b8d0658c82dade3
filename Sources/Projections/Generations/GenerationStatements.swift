internal import EventLog
internal import Libpq

/// Reads, begins, indexes, analyses, moves and drops generations.
enum GenerationStatements {
  static let list = Libpq.Statement(
    name: "list_generations",
    sql: """
      select name, generation, form, position, live, scratch, revision,
             (select count(*) from cairn.parked_stream as parked
               where parked.name = projection.name and parked.generation = projection.generation),
             coalesce(
               (select min(part.position) from cairn.projection_part as part
                 where part.name = projection.name and part.generation = projection.generation), position)
        from cairn.projection order by name, generation
      """)

  static let begin = Libpq.Statement(
    name: "begin_generation", sql: "select cairn.begin_generation($1, $2, $3)", parameterTypes: [.text, .int4, .bool])

  static let drop = Libpq.Statement(
    name: "drop_generation", sql: "select cairn.drop_generation($1, $2)", parameterTypes: [.text, .int4])

  static let analyze = Libpq.Statement(
    name: "analyze_generation", sql: "select cairn.analyze_generation($1, $2)", parameterTypes: [.text, .int4])

  /// Held by who builds generations of a projection, for as long as its session lives.
  static let tryBuildLock = Libpq.Statement(
    name: "try_build_lock", sql: "select pg_try_advisory_lock(hashtextextended('cairn rebuild ' || $1, 0))",
    parameterTypes: [.text])

  static let lackingIndexes = Libpq.Statement(
    name: "lacking_indexes", sql: "select table_name, suffix from cairn.lacking_indexes($1, $2)",
    parameterTypes: [.text, .int4])

  private static let makeIndex = Libpq.Statement(
    name: "make_index", sql: "select cairn.make_index($1, $2, $3)", parameterTypes: [.text, .text, .int4])

  private static let advance = Libpq.Statement(
    name: "advance_projection", sql: "select cairn.advance_projection($1, $2, $3, $4, $5, $6)",
    parameterTypes: [.text, .int4, .bool, .int4, .int8, .int8])

  /// A generation's own part of a table, for SQL that changes rows: made through the table itself, a plan may lock every
  /// generation's part, and wait for one that is being indexed. It is made of a name in this program and of an integer.
  static func partition(of table: String, _ generation: Int32) -> String { "cairn.\(table)_g\(generation)" }

  /// Copies new rows into a generation.
  static func copy(_ rows: CopyRows, into table: String, _ generation: Int32, columns: String) -> BulkStep {
    .copy(sql: "copy \(partition(of: table, generation)) (\(columns)) from stdin (format binary)", rows)
  }

  /// Makes one of a generation's indexes, if it is not there.
  static func make(_ index: GenerationIndex, of generation: Generation) -> Step {
    Step(makeIndex, [.text(index.table), .text(index.suffix), .int32(generation.number)])
  }

  /// Moves a generation's checkpoint; refused with CN005 if it is not where the caller believes.
  static func advance(_ generation: Generation, to position: UInt64) -> Step {
    Step(
      advance,
      [
        .text(generation.name), .int32(generation.number), .bool(generation.isLive),
        .int32(generation.revision), .int64(Int64(generation.position)), .int64(Int64(position)),
      ])
  }

  static func decode(_ row: borrowing BinaryRow) throws(PostgresError) -> Generation {
    Generation(
      name: try row.text(0), number: try row.int32(1), form: try row.int32(2), position: UInt64(try row.int64(3)),
      reached: UInt64(try row.int64(8)), isLive: try row.bool(4), isScratch: try row.bool(5),
      revision: try row.int32(6),
      parkedStreamCount: Int(try row.int64(7)))
  }
}

/// Keeps account of a pass whose parts are folded side by side.
enum PassStatements {
  static let begin = Libpq.Statement(
    name: "begin_pass",
    sql: "insert into cairn.projection_part select $1, $2, part, $3, $4 from generate_series(0, $5 - 1) as part",
    parameterTypes: [.text, .int4, .int8, .int8, .int4])

  static let parts = Libpq.Statement(
    name: "read_pass",
    sql: "select part, position, through from cairn.projection_part where name = $1 and generation = $2 order by part",
    parameterTypes: [.text, .int4])

  static let end = Libpq.Statement(
    name: "end_pass", sql: "delete from cairn.projection_part where name = $1 and generation = $2",
    parameterTypes: [.text, .int4])

  private static let advance = Libpq.Statement(
    name: "advance_projection_part", sql: "select cairn.advance_projection_part($1, $2, $3, $4, $5)",
    parameterTypes: [.text, .int4, .int2, .int8, .int8])

  /// Moves the checkpoint of one part; refused with CN005 if it is not where the caller believes.
  static func advance(
    _ part: StreamPart, of generation: Generation, from old: UInt64, to new: UInt64
  ) -> Step {
    Step(
      advance,
      [
        .text(generation.name), .int32(generation.number), .int16(Int16(part.index)), .int64(Int64(old)),
        .int64(Int64(new)),
      ])
  }
}
