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
    append(fields)
  }

  /// An `int4`, `int8` or `int2`, by its width.
  package mutating func append(integer value: some FixedWidthInteger & BitwiseCopyable) {
    append(Int32(MemoryLayout.size(ofValue: value)))
    append(value)
  }

  /// A `uuid` of two big-endian words.
  package mutating func append(uuid high: UInt64, _ low: UInt64) {
    append(Int32(16))
    append(high)
    append(low)
  }

  /// A `text`.
  package mutating func append(text: String) {
    append(Int32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// A `bytea`.
  package mutating func append(bytes value: [UInt8]) {
    append(Int32(value.count))
    bytes.append(contentsOf: value)
  }

  /// An `int8[]`.
  package mutating func append(integers values: [Int64]) {
    let header: [Int32] = values.isEmpty ? [0, 0] : [1, 0]
    append(Int32(values.isEmpty ? 12 : 20 + 12 * values.count))
    for word in header { append(word) }
    append(Int32(PostgresType.int8.objectID))
    guard !values.isEmpty else { return }
    append(Int32(values.count))
    append(Int32(1))
    for value in values { append(integer: value) }
  }

  /// A NULL.
  package mutating func appendNull() {
    append(Int32(-1))
  }

  private mutating func append(_ value: some FixedWidthInteger & BitwiseCopyable) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
