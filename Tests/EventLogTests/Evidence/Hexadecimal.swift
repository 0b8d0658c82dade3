extension [UInt8] {
  /// The bytes that hexadecimal digits stand for.
  init(hexadecimal digits: String) {
    let nibbles = digits.compactMap(\.hexDigitValue)
    self = stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
  }
}
