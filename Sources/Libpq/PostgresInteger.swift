/// An integer that PostgreSQL has a type for.
package protocol PostgresInteger: FixedWidthInteger & SignedInteger & Sendable {
  /// The type of one.
  static var postgresType: PostgresType { get }
  /// The type of many.
  static var postgresArrayType: PostgresType { get }
}

extension Int16: PostgresInteger {
  package static var postgresType: PostgresType { .int2 }
  package static var postgresArrayType: PostgresType { .int2Array }
}

extension Int32: PostgresInteger {
  package static var postgresType: PostgresType { .int4 }
  package static var postgresArrayType: PostgresType { .int4Array }
}

extension Int64: PostgresInteger {
  package static var postgresType: PostgresType { .int8 }
  package static var postgresArrayType: PostgresType { .int8Array }
}
