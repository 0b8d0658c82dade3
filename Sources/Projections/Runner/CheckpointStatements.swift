internal import Identifiers
internal import Libpq

/// The generation that queries read, and how far it has come.
struct LiveGeneration: Hashable, Sendable {
  let generation: Int32
  var position: UInt64
  /// Streams that are not folded any more, because an event of theirs cannot be read.
  var parked: Set<Identifier128> = []
}

/// Reads and moves a projection's checkpoint.
enum CheckpointStatements {
  static let read = Libpq.Statement(
    name: "read_checkpoint", sql: "select generation, position from cairn.projection where name = $1 and live",
    parameterTypes: [.text])

  /// Refused with CN005 if the checkpoint is not where the caller believes.
  static let advance = Libpq.Statement(
    name: "advance_checkpoint", sql: "select cairn.advance_projection($1, $2, $3, $4)",
    parameterTypes: [.text, .int4, .int8, .int8])

  static func decode(_ result: borrowing QueryResult) throws(PostgresError) -> LiveGeneration {
    guard result.rowCount == 1 else {
      throw PostgresError(
        .undecodable, "The projection has no live generation: the read tables were not migrated whole.")
    }
    return LiveGeneration(generation: try result.int32(0, 0), position: UInt64(try result.int64(0, 1)))
  }
}
