package import CairnDomain
internal import Cryptography
package import Identifiers

/// The stream of an agreement: its id follows from the agreement's, so that nobody need look it up.
package enum AgreementStream {
  /// A version 8 identifier: SHA-256 of "cairn agreement stream " and the agreement's id, cut to 128 bits.
  ///
  /// Source: RFC 9562 section 5.8.
  package static func id(of agreementID: AgreementID) -> Identifier128 {
    Identifier128(version8Of: Digest256(hashing: Array("cairn agreement stream \(agreementID)".utf8)))
  }
}
