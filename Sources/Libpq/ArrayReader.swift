/// Reads PostgreSQL's binary form of a one-dimensional array, the counterpart of `ArrayBuffer`.
struct ArrayReader: Sendable {
  /// What is wrong with bytes that are no such array.
  struct Malformed: Error, Sendable {
    let fault: String
  }

  /// The object id of the elements' type.
  let elementType: PostgresType
  /// Where each element's bytes lie in the input; `nil` for NULL.
  let elements: [Range<Int>?]

  init(_ bytes: UnsafeRawBufferPointer) throws(Malformed) {
    var offset = 0
    func word() throws(Malformed) -> Int32 {
      guard bytes.count - offset >= 4 else { throw Malformed(fault: "the array ends early") }
      defer { offset += 4 }
      return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }
    let dimensions = try word()
    _ = try word()
    elementType = PostgresType(objectID: UInt32(bitPattern: try word()))
    guard dimensions != 0 else {
      elements = []
      return
    }
    guard dimensions == 1 else { throw Malformed(fault: "the array has \(dimensions) dimensions instead of one") }
    let count = Int(try word())
    _ = try word()
    // Each element takes four bytes at least: a count beyond that is a lie, and must not reserve memory.
    guard count >= 0, count <= (bytes.count - offset) / 4 else { throw Malformed(fault: "the array ends early") }
    var ranges: [Range<Int>?] = []
    ranges.reserveCapacity(count)
    for _ in 0..<count {
      let length = Int(try word())
      guard length >= 0 else {
        ranges.append(nil)
        continue
      }
      guard length <= bytes.count - offset else { throw Malformed(fault: "the array ends early") }
      ranges.append(offset..<offset + length)
      offset += length
    }
    elements = ranges
  }
}
