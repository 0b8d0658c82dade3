extension QueryResult {
  /// An `int2[]`, `int4[]` or `int8[]` without NULLs.
  /// - Throws: `undecodable`, here and below, if the value is no array of that type or an element is NULL.
  package func integerArray<Element: PostgresInteger>(
    _ row: Int, _ column: Int, of type: Element.Type = Element.self
  ) throws(PostgresError) -> [Element] {
    try array(row, column, of: Element.postgresType) { bytes in
      guard bytes.count == MemoryLayout<Element>.size else { return nil }
      return bytes.reduce(into: Element(0)) { $0 = $0 << 8 | Element(truncatingIfNeeded: $1) }
    }
  }

  /// A `bool[]` without NULLs.
  package func boolArray(_ row: Int, _ column: Int) throws(PostgresError) -> [Bool] {
    try array(row, column, of: .bool) { $0.count == 1 ? $0[$0.startIndex] != 0 : nil }
  }

  /// A `bytea[]` without NULLs.
  package func byteaArray(_ row: Int, _ column: Int) throws(PostgresError) -> [[UInt8]] {
    try array(row, column, of: .bytea) { [UInt8]($0) }
  }

  /// A `text[]` without NULLs.
  package func textArray(_ row: Int, _ column: Int) throws(PostgresError) -> [String] {
    try array(row, column, of: .text) { String(decoding: $0, as: UTF8.self) }
  }

  /// A `uuid[]` without NULLs, as pairs of big-endian words.
  package func uuidArray(_ row: Int, _ column: Int) throws(PostgresError) -> [(high: UInt64, low: UInt64)] {
    try array(row, column, of: .uuid) { bytes in
      guard bytes.count == 16 else { return nil }
      return (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }

  private func array<Element>(
    _ row: Int, _ column: Int, of type: PostgresType, element: (UnsafeRawBufferPointer) -> Element?
  ) throws(PostgresError) -> [Element] {
    let bytes = try bytesInPlace(row, column)
    let reader: ArrayReader
    do { reader = try ArrayReader(bytes) } catch { throw unreadable(column, error.fault) }
    guard reader.elements.isEmpty || reader.elementType == type else {
      throw unreadable(column, "it is an array of type \(reader.elementType.objectID), not \(type.objectID)")
    }
    var values: [Element] = []
    values.reserveCapacity(reader.elements.count)
    for range in reader.elements {
      guard let range, let value = element(UnsafeRawBufferPointer(rebasing: bytes[range])) else {
        throw unreadable(column, "an element of the array is NULL or has not its type's size")
      }
      values.append(value)
    }
    return values
  }
}
