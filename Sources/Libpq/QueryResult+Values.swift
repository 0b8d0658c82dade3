extension QueryResult {
  /// An `int2`.
  /// - Throws: `undecodable`, here and below, if the value is NULL or has not the type's size.
  package func int16(_ row: Int, _ column: Int) throws(PostgresError) -> Int16 { try integer(row, column) }

  /// An `int4`.
  package func int32(_ row: Int, _ column: Int) throws(PostgresError) -> Int32 { try integer(row, column) }

  /// An `int8`, or a `timestamptz` as microseconds since 2000-01-01 00:00 UTC.
  package func int64(_ row: Int, _ column: Int) throws(PostgresError) -> Int64 { try integer(row, column) }

  /// A `bool`.
  package func bool(_ row: Int, _ column: Int) throws(PostgresError) -> Bool {
    let bytes = try bytesInPlace(row, column)
    guard bytes.count == 1 else { throw unreadable(column, "a bool has 1 byte, this has \(bytes.count)") }
    return bytes[0] != 0
  }

  /// A `bytea`, or the binary form of any other type.
  package func bytes(_ row: Int, _ column: Int) throws(PostgresError) -> [UInt8] {
    [UInt8](try bytesInPlace(row, column))
  }

  /// A `text`; PostgreSQL vouches for its UTF-8.
  package func text(_ row: Int, _ column: Int) throws(PostgresError) -> String {
    String(decoding: try bytesInPlace(row, column), as: UTF8.self)
  }

  /// A `uuid` as two big-endian words: bytes 0 to 7 and 8 to 15.
  package func uuid(_ row: Int, _ column: Int) throws(PostgresError) -> (high: UInt64, low: UInt64) {
    let bytes = try bytesInPlace(row, column)
    guard bytes.count == 16 else { throw unreadable(column, "a uuid has 16 bytes, this has \(bytes.count)") }
    return (
      UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }

  private func integer<Value: PostgresInteger>(_ row: Int, _ column: Int) throws(PostgresError) -> Value {
    let bytes = try bytesInPlace(row, column)
    guard bytes.count == MemoryLayout<Value>.size else {
      throw unreadable(column, "this integer has \(MemoryLayout<Value>.size) bytes, the value has \(bytes.count)")
    }
    var value: Value = 0
    for byte in bytes { value = value << 8 | Value(truncatingIfNeeded: byte) }
    return value
  }
}
