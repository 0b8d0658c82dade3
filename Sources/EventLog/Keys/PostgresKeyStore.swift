package import Identifiers
package import Libpq

/// Wrapped keys in a PostgreSQL database of their own.
package final class PostgresKeyStore: KeyStore {
  private let sessions: SessionPool

  private static let add = Statement(
    name: "add_key_blocks", sql: "insert into cairn_keys.key_block select * from unnest($1, $2)",
    parameterTypes: [.uuidArray, .byteaArray])

  private static let read = Statement(
    name: "read_key_blocks", sql: "select block_id, wrapped from cairn_keys.key_block where block_id = any($1)",
    parameterTypes: [.uuidArray])

  private static let replace = Statement(
    name: "replace_key_block",
    sql: "update cairn_keys.key_block set wrapped = $3 where block_id = $1 and wrapped = $2",
    parameterTypes: [.uuid, .bytea, .bytea])

  private static let addSecret = Statement(
    name: "add_secret", sql: "insert into cairn_keys.hub_secret values ($1, $2) on conflict do nothing",
    parameterTypes: [.text, .bytea])

  private static let readSecret = Statement(
    name: "read_secret", sql: "select wrapped from cairn_keys.hub_secret where name = $1", parameterTypes: [.text])

  /// A store over sessions on the keys' database.
  package init(sessions: SessionPool) {
    self.sessions = sessions
  }

  package func add(_ blocks: [WrappedKeyBlock]) async throws(LogStoreError) {
    let parameters: [Parameter] = [
      .uuids(blocks.map { (high: $0.id.high, low: $0.id.low) }), .byteas(blocks.map(\.wrapped)),
    ]
    _ = try await query(Self.add, parameters, idempotent: false) { result throws(PostgresError) in result.affectedRows }
  }

  package func blocks(_ ids: [Identifier128]) async throws(LogStoreError) -> [WrappedKeyBlock] {
    try await query(Self.read, [.uuids(ids.map { (high: $0.high, low: $0.low) })], idempotent: true) {
      result throws(PostgresError) in
      try result.map { row throws(PostgresError) in
        WrappedKeyBlock(id: Identifier128(try row.uuid(0)), wrapped: try row.bytes(1))
      }
    }
  }

  package func replace(_ old: WrappedKeyBlock, with wrapped: [UInt8]) async throws(LogStoreError) -> Bool {
    let parameters: [Parameter] = [.uuid(high: old.id.high, low: old.id.low), .bytes(old.wrapped), .bytes(wrapped)]
    return try await query(Self.replace, parameters, idempotent: false) { result throws(PostgresError) in
      result.affectedRows == 1
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
