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

  /// The stream, as commands read it.
  static func reference(to agencyID: AgencyID) -> StreamReference {
    StreamReference(id: id(of: agencyID), kind: .agency)
  }
}

/// The agency that sends commands, with its stream: to name that takes a hash, and is done once for many commands.
struct Sender {
  let agencyID: AgencyID
  let stream: StreamReference

  init(_ agencyID: AgencyID) {
    self.agencyID = agencyID
    stream = AgencyStream.reference(to: agencyID)
  }
}
