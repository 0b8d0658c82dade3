internal import Cryptography
internal import Identifiers

/// Appends fixed-width values, most significant byte first.
struct BigEndianWriter {
  private(set) var bytes: [UInt8] = []

  init(reservingBytes: Int) {
    bytes.reserveCapacity(reservingBytes)
  }

  mutating func write(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ id: Identifier128) {
    write(id.high)
    write(id.low)
  }

  mutating func write(_ digest: Digest256) {
    digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func write(bytes more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
  }
}
