internal import X509

/// The serial number of a certificate of this hub: 16 bytes, written as 32 hexadecimal digits.
package struct SerialNumber: Hashable, Sendable, CustomStringConvertible {
  /// Most significant byte first.
  let bytes: [UInt8]

  /// Bytes that are drawn for a new number.
  package static let byteCount = 16

  /// A number of 16 bytes that were drawn by chance. The first two bits are set to 0 and 1, so that it is positive and has
  /// 16 bytes in every encoding.
  ///
  /// Source: RFC 5280 section 4.1.2.2.
  package init?(chance bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = [bytes[0] & 0x3F | 0x40] + bytes.dropFirst()
  }

  /// That of a certificate, whoever issued it.
  init(_ number: Certificate.SerialNumber) { bytes = Array(number.bytes) }

  var x509: Certificate.SerialNumber { Certificate.SerialNumber(bytes: bytes) }

  package var description: String { Hexadecimal.text(of: bytes) }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
  static func text(of bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
