/// Rows to copy in, written front to back into one buffer.
package struct CopyRows: Sendable {
  /// What travels, but for the trailer.
  private(set) var bytes = CopyFormat.header

  /// No rows.
  ///
  /// - Parameter reservingBytes: how large they will be, more or less.
  package init(reservingBytes: Int = 0) {
    bytes.reserveCapacity(reservingBytes)
  }

  /// Begins a row of so many fields, which follow one by one.
  package mutating func beginRow(fields: Int16) {
    bytes.append(memory: fields.bigEndian)
  }

  /// An `int2`, `int4` or `int8`, by its width.
  package mutating func append(integer value: some PostgresInteger) {
    bytes.append(lengthAndInteger: value)
  }

  /// A `uuid` of two big-endian words.
  package mutating func append(uuid high: UInt64, _ low: UInt64) {
    bytes.append(lengthAndUUID: high, low)
  }

  /// A `text`.
  package mutating func append(text: String) {
    bytes.append(memory: Int32(text.utf8.count).bigEndian)
    bytes.append(contentsOf: text.utf8)
  }

  /// A `bytea`.
  package mutating func append(bytes value: [UInt8]) {
    bytes.append(memory: Int32(value.count).bigEndian)
    bytes.append(contentsOf: value)
  }

  /// An `int8[]`.
  package mutating func append(integers values: [Int64]) {
    let type = PostgresType.int8.objectID.bigEndian
    guard !values.isEmpty else { return bytes.append(memory: (UInt32(12).bigEndian, UInt32(0), UInt32(0), type)) }
    let byteCount = UInt32(20 + 12 * values.count).bigEndian
    let one = UInt32(1).bigEndian
    bytes.append(memory: (byteCount, one, UInt32(0), type, UInt32(values.count).bigEndian, one))
    for value in values { append(integer: value) }
  }

  /// A NULL.
  package mutating func appendNull() {
    bytes.append(memory: Int32(-1).bigEndian)
  }
}
