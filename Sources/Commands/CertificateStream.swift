internal import CairnDomain
internal import Cryptography
package import Identifiers

/// The stream of the hub's certificates: there is one, so that a server knows in one read whom to believe.
package enum CertificateStream {
  /// A version 8 identifier: SHA-256 of "cairn certificates", cut to 128 bits.
  ///
  /// Source: RFC 9562 section 5.8.
  package static let id = Identifier128(version8Of: Digest256(hashing: Array("cairn certificates".utf8)))

  static let reference = StreamReference(id: id, kind: .certificates)
}
