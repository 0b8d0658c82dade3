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

  package func events(
    ofCommands commands: [CommandKey]
  ) async throws(LogStoreError) -> [CommandKey: [StoredEvent]] {
    let events = try await read(
      EventStatements.ofCommands,
      [.texts(commands.map(\.agencyID)), .uuids(commands.map { (high: $0.id.high, low: $0.id.low) })],
      decode: EventStatements.decode)
    return Dictionary(grouping: events, by: \.event.command)
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
