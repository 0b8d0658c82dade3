internal import Cryptography
internal import Identifiers

extension Identifier128 {
  /// A version 8 identifier: a digest, cut to 128 bits.
  ///
  /// Source: RFC 9562 section 5.8.
  init(version8Of digest: Digest256) {
    let words = digest.bytes.prefix(16).reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    self.init(
      high: words.high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000, low: words.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }
}
