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
    // Length and value in one piece: to append takes longer than to copy.
    let length = UInt32(MemoryLayout.size(ofValue: value)).bigEndian
    switch MemoryLayout.size(ofValue: value) {
    case 8: append(memory: (length, words(UInt64(truncatingIfNeeded: value))))
    case 4: append(memory: (length, UInt32(truncatingIfNeeded: value).bigEndian))
    default:
      append(memory: length)
      append(value)
    }
  }

  /// A `uuid` of two big-endian words.
  package mutating func append(uuid high: UInt64, _ low: UInt64) {
    append(memory: (UInt32(16).bigEndian, words(high), words(low)))
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
    let type = PostgresType.int8.objectID.bigEndian
    guard !values.isEmpty else { return append(memory: (UInt32(12).bigEndian, UInt32(0), UInt32(0), type)) }
    let byteCount = UInt32(20 + 12 * values.count).bigEndian
    let one = UInt32(1).bigEndian
    append(memory: (byteCount, one, UInt32(0), type, UInt32(values.count).bigEndian, one))
    for value in values { append(integer: value) }
  }

  /// A NULL.
  package mutating func appendNull() {
    append(Int32(-1))
  }

  private mutating func append(_ value: some FixedWidthInteger & BitwiseCopyable) {
    append(memory: value.bigEndian)
  }

  private func words(_ value: UInt64) -> (UInt32, UInt32) {
    (UInt32(truncatingIfNeeded: value >> 32).bigEndian, UInt32(truncatingIfNeeded: value).bigEndian)
  }

  /// Appends big-endian words, all of one size, so that nothing lies between them.
  private mutating func append<Memory: BitwiseCopyable>(memory: Memory) {
    withUnsafeBytes(of: memory) { bytes.append(contentsOf: $0) }
  }
}
