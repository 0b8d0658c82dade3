/// PostgreSQL's binary form of a one-dimensional array, written front to back into one buffer.
///
/// Layout, all big-endian: dimensions i32, has-null i32, element type u32, count i32, lower bound i32, then each element
/// as length i32 (−1 for NULL) and bytes. An empty array has no dimension and ends after the element type.
///
/// Source: PostgreSQL's `array_recv` in `src/backend/utils/adt/arrayfuncs.c`.
struct ArrayBuffer: Sendable {
  private static let headerCount = 20
  private static let emptyHeaderCount = 12

  private(set) var bytes: [UInt8] = []
  private(set) var count = 0
  private var hasNull = false

  init(elementType: PostgresType, capacity: Int, elementByteCount: Int) {
    bytes.reserveCapacity(Self.headerCount + capacity * (4 + elementByteCount))
    let header = (
      UInt32(1).bigEndian, UInt32(0), elementType.objectID.bigEndian, UInt32(0), UInt32(1).bigEndian
    )
    bytes.append(memory: header)
  }

  /// Appends an element, which `write` writes with its length.
  @inline(__always)
  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&bytes)
    count += 1
  }

  mutating func appendNull() {
    hasNull = true
    append { $0.append(memory: UInt32.max) }
  }

  mutating func append(bytes value: UnsafeRawBufferPointer) {
    precondition(value.count <= Int(Int32.max), "an element of an array is smaller than 2 GiB")
    append { bytes in
      bytes.append(memory: UInt32(value.count).bigEndian)
      bytes.append(contentsOf: value)
    }
  }

  mutating func append(byteCount: Int, _ write: (inout [UInt8]) -> Void) {
    precondition(byteCount <= Int(Int32.max), "an element of an array is smaller than 2 GiB")
    append { bytes in
      bytes.append(memory: UInt32(byteCount).bigEndian)
      let end = bytes.count + byteCount
      write(&bytes)
      precondition(bytes.count == end, "an element is as long as was said")
    }
  }

  /// The finished array, its header filled in: in place, so that nothing is copied.
  mutating func finished() -> Parameter {
    if count == 0 {
      bytes.removeLast(Self.headerCount - Self.emptyHeaderCount)
      bytes[3] = 0
    } else {
      if hasNull { bytes[7] = 1 }
      precondition(count <= Int(Int32.max), "an array has fewer than 2^31 elements")
      withUnsafeBytes(of: UInt32(count).bigEndian) { words in
        for index in 0..<4 { bytes[12 + index] = words[index] }
      }
    }
    return Parameter(storage: .bytes(bytes))
  }
}
