package import Libpq

/// The generations of all projections.
package struct Generations: Sendable {
  private let sessions: SessionPool

  /// Over sessions on the hub's database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  /// All of them, by name and number.
  package func list() async throws(PostgresError) -> [Generation] {
    try await sessions.query(GenerationStatements.list, [], idempotent: true) { result throws(PostgresError) in
      try result.map(GenerationStatements.decode)
    }
  }

  /// Those of one projection, by number.
  func of(_ name: String) async throws(PostgresError) -> [Generation] {
    try await list().filter { $0.name == name }
  }

  /// Begins one.
  func begin(_ projection: any Projection, isScratch: Bool) async throws(PostgresError) -> Generation {
    let number = try await sessions.query(
      GenerationStatements.begin, [.text(projection.name), .int32(projection.form), .bool(isScratch)]
    ) { result throws(PostgresError) in try result.int32(0, 0) }
    return Generation(
      name: projection.name, number: number, form: projection.form, position: 0, reached: 0, isLive: false,
      isScratch: isScratch, revision: 0, parkedStreamCount: 0)
  }

  /// The indexes that one is to have and lacks.
  func lackingIndexes(of generation: Generation) async throws(PostgresError) -> [GenerationIndex] {
    try await sessions.query(
      GenerationStatements.lackingIndexes, [.text(generation.name), .int32(generation.number)], idempotent: true
    ) { result throws(PostgresError) in
      try result.map { row throws(PostgresError) in GenerationIndex(table: try row.text(0), suffix: try row.text(1)) }
    }
  }

  /// Tells PostgreSQL's planner of the rows of one.
  func analyze(_ generation: Generation) async throws(PostgresError) {
    try await sessions.query(
      GenerationStatements.analyze, [.text(generation.name), .int32(generation.number)], idempotent: true
    ) { _ in }
  }

  /// Drops one with its rows; `false` if it is live or not there.
  ///
  /// Whoever reads the view's tables for long, as a backup does, is in its way, and queries would wait behind it: so it waits
  /// for moments only, and tries again.
  ///
  /// - Throws: `refused` for want of a lock, if somebody read on and on.
  @discardableResult
  package func drop(_ generation: Generation) async throws(PostgresError) -> Bool {
    var attempts = 0
    while true {
      do throws(PostgresError) {
        return try await sessions.query(
          GenerationStatements.drop, [.text(generation.name), .int32(generation.number)]
        ) { result throws(PostgresError) in try result.bool(0, 0) }
      } catch {
        attempts += 1
        guard error.sqlState == .lockNotAvailable, attempts < Self.dropAttemptsMax else { throw error }
        try? await Task.sleep(for: Self.dropPause)
      }
    }
  }

  private static let dropAttemptsMax = 10
  private static let dropPause = Duration.milliseconds(500)
}
