internal import Cryptography
internal import EventLog
internal import Identifiers
internal import Libpq

/// Reads and appends pages of the log of access.
enum AccessStatements {
  private static let readHead = Statement(
    name: "read_access_head", sql: "select log_id, position, recorded_at_us, frontier from cairn.access_head")

  private static let isWritten = Statement(
    name: "is_access_page_written", sql: "select exists (select from cairn.access_page where page_id = $1)",
    parameterTypes: [.uuid])

  private static let append = Statement(
    name: "append_access_page", sql: "select cairn.append_access_page($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    parameterTypes: [.int8, .int8, .bytea, .byteaArray, .int8, .uuid, .uuidArray, .byteaArray, .int8Array])

  /// The head as it stands on disk.
  static func head() -> Step {
    Step(readHead) { result throws(PostgresError) in try decodeHead(result) }
  }

  /// Whether a page is on disk.
  static func isWritten(_ pageID: Identifier128) -> Step {
    Step(isWritten, [.uuid(high: pageID.high, low: pageID.low)]) { result throws(PostgresError) in
      try result.bool(0, 0)
    }
  }

  /// Appends a page.
  static func append(_ page: AccessPage) -> Step {
    var ids = UUIDArrayBuilder(capacity: page.records.count)
    var records = ByteaArrayBuilder(capacity: page.records.count, elementByteCount: 256)
    for record in page.records {
      ids.append(high: record.id.high, low: record.id.low)
      records.append(record.bytes)
    }
    let tokens = Set(page.records.flatMap(\.tokens)).sorted()
    return Step(
      append,
      [
        .int64(Int64(page.base.position)), .int64(Int64(page.head.position)), .bytes(page.head.frontier.root.bytes),
        .byteas(page.head.frontier.subtreeRoots.map(\.bytes)), .int64(page.recordedAt),
        .uuid(high: page.id.high, low: page.id.low), ids.finished(), records.finished(), .integers(tokens),
      ])
  }

  private static func decodeHead(_ result: borrowing QueryResult) throws(PostgresError) -> AccessHead {
    let position = UInt64(try result.int64(0, 1))
    guard let frontier = MerkleFrontier(leafCount: position, stored: try result.byteaArray(0, 3)) else {
      throw PostgresError(
        .undecodable, "The frontier of the log of access does not fit its position: the head row was tampered with.")
    }
    let logID = try result.uuid(0, 0)
    return AccessHead(
      logID: Identifier128(high: logID.high, low: logID.low), recordedAt: try result.int64(0, 2), frontier: frontier)
  }
}
