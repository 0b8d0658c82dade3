/// SQL with placeholders, prepared once in each session on its first use.
package struct Statement: Sendable {
  /// Names the prepared statement within a session: two statements of one session need two names.
  package let name: String
  /// One SQL command with placeholders `$1` … `$n`. It must not begin or end a transaction: each transaction that is
  /// enqueued is one already.
  package let sql: String
  /// The placeholders' types, in order; those left out are inferred by the server.
  package let parameterTypes: [PostgresType]

  /// - Parameters:
  ///   - name: At most 63 bytes, the length at which PostgreSQL cuts names.
  ///   - sql: One command.
  ///   - parameterTypes: In the order of the placeholders.
  package init(name: String, sql: String, parameterTypes: [PostgresType] = []) {
    precondition(!name.isEmpty && name.utf8.count <= 63, "a statement's name has 1 to 63 bytes")
    self.name = name
    self.sql = sql
    self.parameterTypes = parameterTypes
  }
}
