package import Cryptography
package import Identifiers

/// Writes fixed-width values one after the other, most significant byte first.
package struct BigEndianWriter {
  // Written in place: to append to an array costs more than most of what is appended here.
  private var storage: [UInt8]
  private var end = 0

  /// Nothing yet.
  ///
  /// - Parameter byteCount: how many bytes will be written.
  package init(byteCount: Int) {
    storage = Array(repeatElement(0, count: byteCount))
  }

  /// What was written: all that was to be.
  package var bytes: [UInt8] {
    precondition(end == storage.count, "as many bytes are written as were announced")
    return storage
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

  private mutating func write(raw bytes: UnsafeRawBufferPointer) {
    let range = end..<end + bytes.count
    precondition(range.upperBound <= storage.count, "no more bytes are written than were announced")
    storage.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[range]).copyMemory(from: bytes) }
    end = range.upperBound
  }
}
