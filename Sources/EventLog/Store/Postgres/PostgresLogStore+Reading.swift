package import Identifiers
internal import Libpq

extension PostgresLogStore {
  package func head() async throws(LogStoreError) -> LogHead {
    let head = try await read(HeadStatements.read, [], decode: HeadStatements.decode)
    guard let head else { throw .corrupt(reason: "the log has no head row") }
    return head
  }

  package func events(
    ofStream streamID: Identifier128, afterVersion version: UInt64, limit: Int
  ) async throws(LogStoreError) -> [StoredEvent] {
    try await read(
      EventStatements.ofStream,
      [.uuid(high: streamID.high, low: streamID.low), .int64(Int64(version)), .int64(Int64(limit))],
      decode: EventStatements.decode)
  }

  package func events(afterPosition position: UInt64, limit: Int) async throws(LogStoreError) -> [StoredEvent] {
    try await read(
      EventStatements.afterPosition, [.int64(Int64(position)), .int64(Int64(limit))], decode: EventStatements.decode)
  }

  package func scan(_ stretch: LogStretch) async throws(LogStoreError) -> any LogScan {
    do throws(PostgresError) {
      return try await PostgresLogScan(stretch, configuration: configuration)
    } catch {
      throw LogStoreError(error)
    }
  }

  package func events(ofCommand command: CommandKey) async throws(LogStoreError) -> [StoredEvent] {
    try await read(
      EventStatements.ofCommand, [.text(command.agencyID), .uuid(high: command.id.high, low: command.id.low)],
      decode: EventStatements.decode)
  }

  private func read<Value: Sendable>(
    _ statement: Statement, _ parameters: [Parameter],
    decode: @escaping @Sendable (borrowing QueryResult) throws(PostgresError) -> Value
  ) async throws(LogStoreError) -> Value {
    do throws(PostgresError) {
      return try await readers.query(statement, parameters, idempotent: true, decode: decode)
    } catch {
      throw LogStoreError(error)
    }
  }
}
