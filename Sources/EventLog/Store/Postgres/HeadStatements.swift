internal import Cryptography
internal import Identifiers
internal import Libpq

/// Reads and claims the head row.
enum HeadStatements {
  private static let columns = "log_id, position, epoch, recorded_at_us, frontier"

  static let read = Statement(name: "read_head", sql: "select \(columns) from cairn.log_head")

  /// Raises the epoch, whoever held it.
  static let claim = Statement(
    name: "claim_head",
    sql: "update cairn.log_head set epoch = epoch + 1, claimant = $1 returning \(columns)",
    parameterTypes: [.uuid])

  /// Raises the epoch if the claimant was the last to do so; no row otherwise.
  static let reclaim = Statement(
    name: "reclaim_head", sql: "update cairn.log_head set epoch = epoch + 1 where claimant = $1 returning \(columns)",
    parameterTypes: [.uuid])

  /// Whether nobody has claimed the log since the claimant did.
  static let isHeldBy = Statement(
    name: "is_head_held_by", sql: "select claimant = $1 from cairn.log_head", parameterTypes: [.uuid])

  static let tryLock = Statement(
    name: "try_writer_lock", sql: "select pg_try_advisory_lock($1)", parameterTypes: [.int8])

  static let isLocked = Statement(
    name: "is_writer_locked",
    sql: """
      select exists (
        select from pg_locks
         where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
           and (classid::bigint << 32 | objid::bigint) = $1)
      """,
    parameterTypes: [.int8])

  /// The head, or `nil` if there is no row.
  static func decode(_ result: borrowing QueryResult) throws(PostgresError) -> LogHead? {
    guard result.rowCount > 0 else { return nil }
    let logID = try result.uuid(0, 0)
    let position = UInt64(try result.int64(0, 1))
    guard let frontier = MerkleFrontier(leafCount: position, stored: try result.byteaArray(0, 4)) else {
      throw PostgresError(
        .undecodable, "The head's frontier does not fit its position: the head row was tampered with.")
    }
    return LogHead(
      logID: Identifier128(high: logID.high, low: logID.low), position: position, epoch: UInt64(try result.int64(0, 2)),
      recordedAt: try result.int64(0, 3), frontier: frontier)
  }
}
