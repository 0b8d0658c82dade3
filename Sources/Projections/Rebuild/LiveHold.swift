internal import EventLog
internal import Libpq

/// Holds the live generation of a projection still: while it is held, nothing is folded into it.
struct LiveHold: Sendable {
  private let session: BulkSession
  private let name: String
  /// Everything up to here is folded in; `nil` if no generation is live.
  let position: UInt64?

  /// How long to wait for who folds right now.
  private static let waitMilliseconds = 10_000

  /// Waits for what is being folded right now.
  ///
  /// - Parameter name: of the projection; letters only.
  init(_ name: String, configuration: SessionConfiguration) async throws(PostgresError) {
    precondition(name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    session = try await BulkSession.connect(configuration)
    self.name = name
    try await session.execute("begin; set local lock_timeout = \(Self.waitMilliseconds)")
    // No more than keeps its checkpoint from moving: rows that refer to it may still come.
    position = try await session.query(
      "select position from cairn.projection where name = '\(name)' and live for no key update"
    ) { row throws(PostgresError) in UInt64(try row.int64(0)) }.first
  }

  /// Lets go, and makes another generation the live one in the same moment.
  func release(to generation: Generation) async throws(PostgresError) {
    try await session.execute(
      """
      update cairn.projection set live = false where name = '\(name)' and live;
      update cairn.projection set live = true, live_since = clock_timestamp()
       where name = '\(name)' and generation = \(generation.number);
      commit
      """)
  }

  /// Changes what the live generation leaves out, and lets go: who folds into it looks again. All in one transaction, or
  /// whoever dies between would leave a folder that does not know of the change.
  func release(changing steps: [BulkStep]) async throws(PostgresError) {
    try await session.perform(steps)
    try await session.execute(
      "update cairn.projection set revision = revision + 1 where name = '\(name)' and live; commit")
  }

  /// Lets go.
  func release() async throws(PostgresError) {
    try await session.execute("commit")
  }
}
