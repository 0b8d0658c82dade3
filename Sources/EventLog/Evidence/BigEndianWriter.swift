package import Cryptography
package import Identifiers

/// Writes fixed-width values one after the other, most significant byte first.
package struct BigEndianWriter {
  private let memory: UnsafeMutableRawBufferPointer
  private var end = 0

  private init(_ memory: UnsafeMutableRawBufferPointer) {
    self.memory = memory
  }

  /// Writes bytes that are needed only for a moment, without memory being made for them: what is hashed or bound to a seal
  /// is mostly short, and there are several for every event.
  ///
  /// - Parameters:
  ///   - byteCount: how many bytes `write` writes.
  ///   - use: is lent what was written.
  package static func withBytes<Value, Failure>(
    _ byteCount: Int, _ write: (inout BigEndianWriter) -> Void,
    use: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { memory throws(Failure) in
      fill(memory, write)
      return try use(UnsafeRawBufferPointer(memory))
    }
  }

  /// The bytes that `write` writes, which are `byteCount`.
  package static func bytes(_ byteCount: Int, _ write: (inout BigEndianWriter) -> Void) -> [UInt8] {
    var bytes = Array(repeatElement(UInt8(0), count: byteCount))
    bytes.withUnsafeMutableBytes { fill($0, write) }
    return bytes
  }

  private static func fill(_ memory: UnsafeMutableRawBufferPointer, _ write: (inout BigEndianWriter) -> Void) {
    var writer = BigEndianWriter(memory)
    write(&writer)
    precondition(writer.end == memory.count, "as many bytes are written as were announced")
  }

  /// A number in all its bytes.
  package mutating func write<Integer: FixedWidthInteger & BitwiseCopyable>(_ value: Integer) {
    withUnsafeBytes(of: value.bigEndian) { write(raw: $0) }
  }

  /// Sixteen bytes.
  package mutating func write(_ id: Identifier128) {
    write(id.high)
    write(id.low)
  }

  /// Thirty-two bytes.
  package mutating func write(_ digest: Digest256) {
    digest.withUnsafeBytes { write(raw: $0) }
  }

  /// Bytes as they are.
  package mutating func write(bytes: [UInt8]) {
    bytes.withUnsafeBytes { write(raw: $0) }
  }

  /// A text in UTF-8.
  package mutating func write(text: String) {
    var text = text
    text.withUTF8 { write(raw: UnsafeRawBufferPointer($0)) }
  }

  /// Bytes as they are.
  package mutating func write(raw bytes: UnsafeRawBufferPointer) {
    let range = end..<end + bytes.count
    precondition(range.upperBound <= memory.count, "no more bytes are written than were announced")
    UnsafeMutableRawBufferPointer(rebasing: memory[range]).copyMemory(from: bytes)
    end = range.upperBound
  }
}
