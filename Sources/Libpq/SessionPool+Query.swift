extension SessionPool {
  /// Runs one statement as a transaction of its own on the least busy session.
  /// - Parameter idempotent: Whether running it twice does no harm. Then, if the session is lost, it is tried once more.
  package func query<Value: Sendable>(
    _ statement: Statement, _ parameters: [Parameter] = [], idempotent: Bool = false,
    decode: @escaping @Sendable (borrowing QueryResult) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    try await transact([Step(statement, parameters, decode: decode)], idempotent: idempotent).value(at: 0)
  }

  /// Runs the steps as one transaction on the least busy session.
  /// - Parameter idempotent: Whether running them twice does no harm. Then, if the session is lost, they are tried
  ///   once more.
  package func transact(_ steps: [Step], idempotent: Bool = false) async throws(PostgresError) -> StepValues {
    do throws(PostgresError) {
      return try await session().transact(steps)
    } catch {
      guard idempotent, error.code == .connectionLost || error.code == .sessionClosed else { throw error }
    }
    return try await session().transact(steps)
  }
}
