/// A certificate that was signed and that nobody has yet: it is given away once the log knows of it, and worth nothing before.
package struct CertificateOffer: Hashable, Sendable {
  /// DER.
  package let certificate: [UInt8]
  /// 32 hexadecimal digits.
  package let serial: String
  /// SHA-256 of its subject public key info.
  package let publicKey: [UInt8]
  /// In microseconds since 1970-01-01T00:00:00Z.
  package let notAfter: Int64
  /// Who signed it.
  package let authority: Authority

  /// The authority of the agency.
  package struct Authority: Hashable, Sendable {
    /// DER.
    package let certificate: [UInt8]
    /// SHA-256 of its subject public key info.
    package let publicKey: [UInt8]
    /// In microseconds since 1970-01-01T00:00:00Z.
    package let notAfter: Int64

    /// An authority of its fields.
    package init(certificate: [UInt8], publicKey: [UInt8], notAfter: Int64) {
      self.certificate = certificate
      self.publicKey = publicKey
      self.notAfter = notAfter
    }
  }

  /// An offer of its fields.
  package init(
    certificate: [UInt8], serial: String, publicKey: [UInt8], notAfter: Int64, authority: Authority
  ) {
    self.certificate = certificate
    self.serial = serial
    self.publicKey = publicKey
    self.notAfter = notAfter
    self.authority = authority
  }
}
