/// One row of an answer in PostgreSQL's binary form, readable only while it is lent. Columns count from zero.
package struct BinaryRow: ~Copyable {
  /// Where each column's bytes lie; no address for NULL.
  private let fields: UnsafeBufferPointer<UnsafeRawBufferPointer>

  init(_ fields: UnsafeBufferPointer<UnsafeRawBufferPointer>) { self.fields = fields }

  /// An `int4`.
  /// - Throws: `undecodable`, here and below, if the value is NULL or has not the type's size.
  package func int32(_ column: Int) throws(PostgresError) -> Int32 { try integer(column) }

  /// An `int8`.
  package func int64(_ column: Int) throws(PostgresError) -> Int64 { try integer(column) }

  /// A `bool`.
  package func bool(_ column: Int) throws(PostgresError) -> Bool { try integer(column, of: UInt8.self) != 0 }

  /// A `bytea`, or the binary form of any other type.
  package func bytes(_ column: Int) throws(PostgresError) -> [UInt8] { [UInt8](try field(column)) }

  /// A `text`; PostgreSQL vouches for its UTF-8.
  package func text(_ column: Int) throws(PostgresError) -> String {
    String(decoding: try field(column), as: UTF8.self)
  }

  /// A `uuid` as two big-endian words: bytes 0 to 7 and 8 to 15.
  package func uuid(_ column: Int) throws(PostgresError) -> (high: UInt64, low: UInt64) {
    let bytes = try field(column)
    guard bytes.count == 16 else { throw unreadable(column) }
    return (
      UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }

  /// The bytes of a value in place.
  package func withBytes<Value>(
    _ column: Int, _ body: (UnsafeRawBufferPointer) throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    try body(try field(column))
  }

  /// Whether the value is NULL.
  package func isNull(_ column: Int) -> Bool { fields[column].baseAddress == nil }

  private func integer<Value: FixedWidthInteger>(
    _ column: Int, of type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    let bytes = try field(column)
    guard bytes.count == MemoryLayout<Value>.size else { throw unreadable(column) }
    return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
  }

  private func field(_ column: Int) throws(PostgresError) -> UnsafeRawBufferPointer {
    guard fields.indices.contains(column), fields[column].baseAddress != nil else { throw unreadable(column) }
    return fields[column]
  }

  private func unreadable(_ column: Int) -> PostgresError {
    PostgresError(.undecodable, "Column \(column) of a row is not what was asked for.")
  }
}

extension QueryResult {
  /// Every row, in order, decoded.
  package func map<Row>(
    _ decode: (borrowing BinaryRow) throws(PostgresError) -> Row
  ) throws(PostgresError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(rowCount)
    let columns = columnCount
    var fields = [UnsafeRawBufferPointer](repeating: UnsafeRawBufferPointer(start: nil, count: 0), count: columns)
    for index in 0..<rowCount {
      for column in 0..<columns {
        fields[column] =
          isNull(index, column)
          ? UnsafeRawBufferPointer(start: nil, count: 0) : try bytesInPlace(index, column)
      }
      rows.append(try fields.lend(decode))
    }
    return rows
  }
}

extension [UnsafeRawBufferPointer] {
  /// Lends the fields as a row.
  func lend<Row>(
    _ decode: (borrowing BinaryRow) throws(PostgresError) -> Row
  ) throws(PostgresError) -> Row {
    let result = withUnsafeBufferPointer { fields -> Result<Row, PostgresError> in
      do throws(PostgresError) { return .success(try decode(BinaryRow(fields))) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
