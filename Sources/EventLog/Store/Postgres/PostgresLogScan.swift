internal import Identifiers
internal import Libpq

/// Copies a stretch of the log out, on a connection of its own.
struct PostgresLogScan: LogScan {
  private let session: BulkSession

  init(_ stretch: LogStretch, configuration: SessionConfiguration) async throws(PostgresError) {
    var configuration = configuration
    configuration.settings += Self.inOrder
    session = try await BulkSession.connect(configuration)
    try await session.beginCopyOut(Self.sql(stretch))
  }

  /// The log stands on disk in the order in which it is read. A planner that knows nothing of it yet would rather gather
  /// all that is asked for and sort it, which takes as much room again.
  private static let inOrder = ["enable_bitmapscan", "enable_seqscan", "enable_sort"].map { (name: $0, value: "off") }

  func nextPage(eventsMax: Int) async throws(LogStoreError) -> [StoredEvent] {
    do throws(PostgresError) {
      return try await session.nextRows(eventsMax) { row throws(PostgresError) in try EventColumns.decode(row, at: 0) }
    } catch {
      throw LogStoreError(error)
    }
  }

  /// Made of integers and of the names of types, which are constants of this program.
  static func sql(_ stretch: LogStretch) -> String {
    var condition = "position > \(stretch.afterPosition) and position <= \(stretch.throughPosition)"
    if !stretch.exceptTypes.isEmpty { condition += " and type not in (\(list(stretch.exceptTypes)))" }
    if !stretch.onlyTypes.isEmpty { condition += " and type in (\(list(stretch.onlyTypes)))" }
    return """
      copy (select \(EventStatements.columns) from cairn.event where \(condition) order by position)
        to stdout (format binary)
      """
  }

  private static func list(_ types: [String]) -> String {
    let areNames = types.allSatisfy { $0.utf8.allSatisfy(isNameByte) }
    precondition(areNames, "a type's name is letters, digits and dots")
    return types.map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): true
    default: false
    }
  }
}
