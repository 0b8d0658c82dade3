package import CairnDomain
internal import Cryptography
package import Identifiers

/// The stream of an agency: its id follows from the agency's, so that nobody need look it up.
package enum AgencyStream {
  /// A version 8 identifier: SHA-256 of "cairn agency " and the agency's id, cut to 128 bits.
  ///
  /// Source: RFC 9562 section 5.8.
  package static func id(of agencyID: AgencyID) -> Identifier128 {
    let digest = Digest256(hashing: Array("cairn agency \(agencyID)".utf8)).bytes.prefix(16)
    let words = digest.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    return Identifier128(
      high: words.high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000, low: words.low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }
}
