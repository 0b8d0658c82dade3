package import Identifiers
package import Libpq

/// Wrapped keys in a PostgreSQL database of their own.
package final class PostgresKeyStore: KeyStore {
  private let sessions: SessionPool

  private static let add = Statement(
    name: "add_keys", sql: "insert into cairn_keys.data_key select * from unnest($1, $2)",
    parameterTypes: [.uuidArray, .byteaArray])

  private static let read = Statement(
    name: "read_keys", sql: "select key_id, wrapped from cairn_keys.data_key where key_id = any($1)",
    parameterTypes: [.uuidArray])

  private static let addSecret = Statement(
    name: "add_secret", sql: "insert into cairn_keys.hub_secret values ($1, $2) on conflict do nothing",
    parameterTypes: [.text, .bytea])

  private static let readSecret = Statement(
    name: "read_secret", sql: "select wrapped from cairn_keys.hub_secret where name = $1", parameterTypes: [.text])

  /// A store over sessions on the keys' database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  package func add(_ keys: [WrappedKey]) async throws(LogStoreError) {
    let parameters: [Parameter] = [
      .uuids(keys.map { (high: $0.id.high, low: $0.id.low) }), .byteas(keys.map(\.wrapped)),
    ]
    _ = try await query(Self.add, parameters, idempotent: false) { result throws(PostgresError) in result.affectedRows }
  }

  package func keys(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKey] {
    try await query(Self.read, [.uuids(ids.map { (high: $0.high, low: $0.low) })], idempotent: true) {
      result throws(PostgresError) in
      var keys: [WrappedKey] = []
      for row in 0..<result.rowCount {
        keys.append(WrappedKey(id: Identifier128(try result.uuid(row, 0)), wrapped: try result.bytes(row, 1)))
      }
      return keys
    }
  }

  package func secret(named name: String, orElse candidate: [UInt8]) async throws(LogStoreError) -> [UInt8] {
    _ = try await query(Self.addSecret, [.text(name), .bytes(candidate)], idempotent: true) {
      result throws(PostgresError) in result.affectedRows
    }
    return try await query(Self.readSecret, [.text(name)], idempotent: true) { result throws(PostgresError) in
      try result.bytes(0, 0)
    }
  }

  private func query<Value: Sendable>(
    _ statement: Statement, _ parameters: [Parameter], idempotent: Bool,
    decode: @escaping @Sendable (borrowing QueryResult) throws(PostgresError) -> Value
  ) async throws(LogStoreError) -> Value {
    do throws(PostgresError) {
      return try await sessions.query(statement, parameters, idempotent: idempotent, decode: decode)
    } catch {
      throw LogStoreError(error)
    }
  }
}
