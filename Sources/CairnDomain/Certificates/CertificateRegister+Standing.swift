/// Why a certificate proves nothing, or proves nothing any more.
package enum CertificateRefusal: Error, Hashable, Sendable {
  /// This hub's log knows of no such certificate.
  case unknown
  /// The authority that signed it is another agency's than the one that it names.
  case otherAgency
  case revoked
  case expired

  /// For a program.
  package var reason: String {
    switch self {
    case .unknown: "CERTIFICATE_UNKNOWN"
    case .otherAgency: "CERTIFICATE_OF_OTHER_AGENCY"
    case .revoked: "CERTIFICATE_REVOKED"
    case .expired: "CERTIFICATE_EXPIRED"
    }
  }

  /// For a person: what is wrong, and what to do.
  package var message: String {
    switch self {
    case .unknown: "this hub's log knows of no such certificate: have the hub's operator enrol the system"
    case .otherAgency: "the certificate names an agency whose authority did not sign it: have the system enrolled anew"
    case .revoked: "the certificate was revoked: ask the hub's operator, who can enrol the system anew"
    case .expired: "the certificate has expired: have the hub's operator enrol the system anew"
    }
  }
}

extension CertificateRegister {
  /// What a certificate says of itself.
  package struct Claim: Hashable, Sendable {
    /// 32 hexadecimal digits.
    package let serial: String
    package let agency: String
    package let system: String
    /// SHA-256 of its subject public key info.
    package let publicKey: [UInt8]

    /// A claim of its fields.
    package init(serial: String, agency: String, system: String, publicKey: [UInt8]) {
      self.serial = serial
      self.agency = agency
      self.system = system
      self.publicKey = publicKey
    }
  }

  /// The authorities by which a certificate may have been signed, each with the SHA-256 of its public key: those of the
  /// agency that it names.
  package func authorities(of agency: String) -> [(publicKey: [UInt8], certificate: [UInt8])] {
    authorities.filter { $0.value.agencyID.description == agency }.map { ($0.key, $0.value.certificate) }
  }

  /// Who a claim proves to be calling, if it stands: what the log holds of its serial number must say the same of agency,
  /// system and key, and of the authority whose signature was found on it.
  ///
  /// - Parameter signedBy: names the authority whose key really signed the certificate, by its public key.
  package func entry(
    for claim: Claim, signedBy authority: [UInt8], at now: Int64
  ) throws(CertificateRefusal) -> Entry {
    guard let signer = authorities[authority], signer.agencyID.description == claim.agency else { throw .otherAgency }
    guard let entry = entries[claim.serial], entry.authority == authority, entry.publicKey == claim.publicKey,
      entry.agencyID == signer.agencyID, entry.system.description == claim.system
    else { throw .unknown }
    try entry.stand(at: now)
    return entry
  }
}

extension CertificateRegister.Entry {
  /// - Throws: why it does not stand, if it does not.
  package func stand(at now: Int64) throws(CertificateRefusal) {
    if revokedAt != nil { throw .revoked }
    if notAfter <= now { throw .expired }
  }
}
