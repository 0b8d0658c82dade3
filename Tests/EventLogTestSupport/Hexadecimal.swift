package import Cryptography

extension [UInt8] {
  /// The bytes that hexadecimal digits stand for.
  package init(hexadecimal digits: String) {
    let nibbles = digits.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
  }
}

extension Digest256 {
  /// The digest that 64 hexadecimal digits stand for.
  package init(hexadecimal digits: String) {
    guard let digest = Digest256(bytes: [UInt8](hexadecimal: digits)) else {
      preconditionFailure("a digest has 64 hexadecimal digits")
    }
    self = digest
  }
}
