/// A PostgreSQL type by its object id; those below are the same in every database.
///
/// Source: PostgreSQL's `pg_type.dat`.
package struct PostgresType: Hashable, Sendable {
  /// The row of `pg_type`; zero lets the server infer the type.
  package let objectID: UInt32

  package init(objectID: UInt32) { self.objectID = objectID }

  /// The server infers the type from the statement.
  package static let inferred = PostgresType(objectID: 0)
  package static let bool = PostgresType(objectID: 16)
  package static let bytea = PostgresType(objectID: 17)
  package static let int8 = PostgresType(objectID: 20)
  package static let int2 = PostgresType(objectID: 21)
  package static let int4 = PostgresType(objectID: 23)
  package static let text = PostgresType(objectID: 25)
  package static let uuid = PostgresType(objectID: 2950)
  /// Microseconds since 2000-01-01 00:00 UTC, as an `int8` on the wire.
  package static let timestamptz = PostgresType(objectID: 1184)
  package static let boolArray = PostgresType(objectID: 1000)
  package static let byteaArray = PostgresType(objectID: 1001)
  package static let int2Array = PostgresType(objectID: 1005)
  package static let int4Array = PostgresType(objectID: 1007)
  package static let textArray = PostgresType(objectID: 1009)
  package static let int8Array = PostgresType(objectID: 1016)
  package static let timestamptzArray = PostgresType(objectID: 1185)
  package static let uuidArray = PostgresType(objectID: 2951)
}
