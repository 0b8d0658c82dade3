/// Writes an `int2[]`, `int4[]` or `int8[]` parameter, element by element, into one buffer.
package struct IntegerArrayBuilder<Element: PostgresInteger>: Sendable {
  private var buffer: ArrayBuffer

  /// - Parameter capacity: How many elements to make room for at once; more may follow.
  package init(capacity: Int = 0) {
    buffer = ArrayBuffer(
      elementType: Element.postgresType, capacity: capacity, elementByteCount: MemoryLayout<Element>.size)
  }

  /// Elements so far, NULLs included.
  package var count: Int { buffer.count }

  @inline(__always)
  package mutating func append(_ value: Element) {
    buffer.append { $0.append(lengthAndInteger: value) }
  }

  /// Adds an element that is NULL.
  package mutating func appendNull() { buffer.appendNull() }

  /// The array as a parameter.
  package mutating func finished() -> Parameter { buffer.finished() }
}

/// Writes a `bool[]` parameter.
package struct BoolArrayBuilder: Sendable {
  private var buffer: ArrayBuffer

  /// - Parameter capacity: How many elements to make room for at once; more may follow.
  package init(capacity: Int = 0) {
    buffer = ArrayBuffer(elementType: .bool, capacity: capacity, elementByteCount: 1)
  }

  /// Elements so far, NULLs included.
  package var count: Int { buffer.count }

  package mutating func append(_ value: Bool) {
    buffer.append { $0.append(memory: (UInt32(1).bigEndian, UInt8(value ? 1 : 0))) }
  }

  /// Adds an element that is NULL.
  package mutating func appendNull() { buffer.appendNull() }

  /// The array as a parameter.
  package mutating func finished() -> Parameter { buffer.finished() }
}

/// Writes a `uuid[]` parameter from pairs of words.
package struct UUIDArrayBuilder: Sendable {
  private var buffer: ArrayBuffer

  /// - Parameter capacity: How many elements to make room for at once; more may follow.
  package init(capacity: Int = 0) {
    buffer = ArrayBuffer(elementType: .uuid, capacity: capacity, elementByteCount: 16)
  }

  /// Elements so far, NULLs included.
  package var count: Int { buffer.count }

  /// - Parameters:
  ///   - high: Bytes 0 to 7, big-endian.
  ///   - low: Bytes 8 to 15, big-endian.
  @inline(__always)
  package mutating func append(high: UInt64, low: UInt64) {
    buffer.append { $0.append(lengthAndUUID: high, low) }
  }

  /// Adds an element that is NULL.
  package mutating func appendNull() { buffer.appendNull() }

  /// The array as a parameter.
  package mutating func finished() -> Parameter { buffer.finished() }
}

/// Writes a `bytea[]` parameter.
package struct ByteaArrayBuilder: Sendable {
  private var buffer: ArrayBuffer

  /// - Parameters:
  ///   - capacity: How many elements to make room for at once.
  ///   - elementByteCount: How long an element is likely to be, in bytes.
  package init(capacity: Int = 0, elementByteCount: Int = 0) {
    buffer = ArrayBuffer(elementType: .bytea, capacity: capacity, elementByteCount: elementByteCount)
  }

  /// Elements so far, NULLs included.
  package var count: Int { buffer.count }

  package mutating func append(_ value: [UInt8]) { value.withUnsafeBytes { buffer.append(bytes: $0) } }

  /// Adds an element that is written straight into its place.
  ///
  /// - Parameters:
  ///   - byteCount: how long it is.
  ///   - write: appends as many bytes.
  package mutating func append(byteCount: Int, _ write: (inout [UInt8]) -> Void) {
    buffer.append(byteCount: byteCount, write)
  }

  package mutating func append(_ value: ArraySlice<UInt8>) { value.withUnsafeBytes { buffer.append(bytes: $0) } }

  package mutating func append(_ value: RawSpan) { value.withUnsafeBytes { buffer.append(bytes: $0) } }

  /// Adds an element that is NULL.
  package mutating func appendNull() { buffer.appendNull() }

  /// The array as a parameter.
  package mutating func finished() -> Parameter { buffer.finished() }
}

/// Writes a `text[]` parameter.
package struct TextArrayBuilder: Sendable {
  private var buffer: ArrayBuffer

  /// - Parameters:
  ///   - capacity: How many elements to make room for at once.
  ///   - elementByteCount: How long an element is likely to be, in bytes of UTF-8.
  package init(capacity: Int = 0, elementByteCount: Int = 0) {
    buffer = ArrayBuffer(elementType: .text, capacity: capacity, elementByteCount: elementByteCount)
  }

  /// Elements so far, NULLs included.
  package var count: Int { buffer.count }

  package mutating func append(_ value: String) {
    var value = value
    value.withUTF8 { buffer.append(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Adds an element that is NULL.
  package mutating func appendNull() { buffer.appendNull() }

  /// The array as a parameter.
  package mutating func finished() -> Parameter { buffer.finished() }
}
