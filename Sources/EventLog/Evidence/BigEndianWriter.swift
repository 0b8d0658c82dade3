package import Cryptography
package import Identifiers

/// Appends fixed-width values, most significant byte first.
package struct BigEndianWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Nothing yet.
  package init(reservingBytes: Int) {
    bytes.reserveCapacity(reservingBytes)
  }

  /// A number in all its bytes.
  package mutating func write(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Sixteen bytes.
  package mutating func write(_ id: Identifier128) {
    write(id.high)
    write(id.low)
  }

  /// Thirty-two bytes.
  package mutating func write(_ digest: Digest256) {
    digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Bytes as they are.
  package mutating func write(bytes more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
  }
}
