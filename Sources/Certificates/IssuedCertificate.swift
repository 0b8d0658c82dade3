internal import X509

/// A certificate that an authority has just signed for a system.
package struct IssuedCertificate: Hashable, Sendable {
  /// DER.
  package let der: [UInt8]
  package let serial: SerialNumber
  package let publicKey: PublicKeyDigest
  package let validity: Validity
  /// Names the authority's key.
  package let authority: PublicKeyDigest

  init(_ certificate: Certificate, serial: SerialNumber, authority: Authority) throws(CertificateFault) {
    guard let der = certificate.der, let publicKey = try? PublicKeyDigest(of: certificate.publicKey) else {
      throw .cannotBeMade
    }
    self.der = der
    self.serial = serial
    self.publicKey = publicKey
    validity = Validity(
      notBefore: Validity.microseconds(certificate.notValidBefore),
      notAfter: Validity.microseconds(certificate.notValidAfter))
    self.authority = authority.digest
  }
}
