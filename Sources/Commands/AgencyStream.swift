package import CairnDomain
internal import Cryptography
package import Identifiers

/// The stream of an agency: its id follows from the agency's, so that nobody need look it up.
package enum AgencyStream {
  /// A version 8 identifier: SHA-256 of "cairn agency " and the agency's id, cut to 128 bits.
  ///
  /// Source: RFC 9562 section 5.8.
  package static func id(of agencyID: AgencyID) -> Identifier128 {
    Identifier128(version8Of: Digest256(hashing: Array("cairn agency \(agencyID)".utf8)))
  }

  /// The stream, to be read.
  static func reference(to agencyID: AgencyID) -> StreamReference {
    StreamReference(id: id(of: agencyID), kind: .agency)
  }
}
