/// Values in PostgreSQL's binary form behind their length i32, as the elements of arrays and the fields of COPY rows are;
/// big-endian. Each in one piece: to append takes longer than to copy.
extension [UInt8] {
  /// An `int2`, `int4` or `int8`.
  @inline(__always)
  mutating func append<Integer: PostgresInteger>(lengthAndInteger value: Integer) {
    switch MemoryLayout<Integer>.size {
    case 2: append(memory: (UInt32(2).bigEndian, UInt16(truncatingIfNeeded: value).bigEndian))
    case 4: append(memory: (UInt32(4).bigEndian, UInt32(truncatingIfNeeded: value).bigEndian))
    default: append(memory: (UInt32(8).bigEndian, halves(UInt64(truncatingIfNeeded: value))))
    }
  }

  /// A `uuid` of two big-endian words.
  @inline(__always)
  mutating func append(lengthAndUUID high: UInt64, _ low: UInt64) {
    append(memory: (UInt32(16).bigEndian, halves(high), halves(low)))
  }

  /// The memory of a tuple of big-endian words, of at most four bytes each, so that there is no padding between them.
  @inline(__always)
  mutating func append<Memory: BitwiseCopyable>(memory: Memory) {
    Swift.withUnsafeBytes(of: memory) { append(contentsOf: $0) }
  }
}

@inline(__always)
private func halves(_ word: UInt64) -> (UInt32, UInt32) {
  (UInt32(truncatingIfNeeded: word >> 32).bigEndian, UInt32(truncatingIfNeeded: word).bigEndian)
}
