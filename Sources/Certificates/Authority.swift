internal import SwiftASN1
internal import X509

/// Who signs certificates: the hub's root, or the authority of one agency under it. A key and the certificate of it.
package struct Authority: Sendable {
  let certificate: Certificate
  let key: CertificateKey
  /// Names its key.
  package let digest: PublicKeyDigest
  /// Its certificate, DER.
  package let der: [UInt8]

  private init(certificate: Certificate, key: CertificateKey) throws(CertificateFault) {
    guard let digest = try? PublicKeyDigest(of: certificate.publicKey), let der = certificate.der else {
      throw .cannotBeMade
    }
    self.certificate = certificate
    self.key = key
    self.digest = digest
    self.der = der
  }

  /// When its certificate is valid.
  package var validity: Validity {
    Validity(
      notBefore: Validity.microseconds(certificate.notValidBefore),
      notAfter: Validity.microseconds(certificate.notValidAfter))
  }

  // MARK: On disk

  /// Private key and certificate between lines of PEM. To be kept from everybody else.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package func pem() throws(CertificateFault) -> String {
    guard let text = try? certificate.serializeAsPEM().pemString else { throw .cannotBeMade }
    return "\(key.pem)\n\(text)\n"
  }

  /// Reads what `pem()` writes.
  ///
  /// - Throws: `CertificateFault.unreadable`, also if key and certificate do not belong together.
  package init(pem text: String) throws(CertificateFault) {
    guard let documents = try? PEMDocument.parseMultiple(pemString: text),
      let private_ = documents.first(where: { $0.discriminator.hasSuffix("PRIVATE KEY") }),
      let key = CertificateKey(pem: private_.pemString),
      let public_ = documents.first(where: { $0.discriminator == Certificate.defaultPEMDiscriminator }),
      let certificate = try? Certificate(pemDocument: public_),
      certificate.publicKey == key.x509.publicKey
    else { throw .unreadable }
    try self.init(certificate: certificate, key: key)
  }

  // MARK: Making

  /// A root, signed by itself.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package static func root(
    named name: String, serial: SerialNumber, validity: Validity
  ) throws(CertificateFault) -> Authority {
    let key = CertificateKey()
    let subject = try distinguishedName(organisation: name, name: "Cairn root")
    let certificate = try sign(
      Contents(serial: serial, publicKey: key.x509.publicKey, validity: validity, subject: subject), .root,
      issuer: subject, by: key, authorityKey: nil)
    return try Authority(certificate: certificate, key: key)
  }

  /// The authority for an agency, under this root.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package func authority(
    for agency: String, serial: SerialNumber, validity: Validity
  ) throws(CertificateFault) -> Authority {
    let key = CertificateKey()
    let contents = Contents(
      serial: serial, publicKey: key.x509.publicKey, validity: validity.within(self.validity),
      subject: try Self.distinguishedName(organisation: agency, name: "Cairn authority"))
    return try Authority(certificate: try sign(contents, .authority), key: key)
  }

  /// The certificate of a system of the agency that this authority is for.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package func certificate(
    for uri: SystemURI, _ request: SigningRequest, serial: SerialNumber, validity: Validity
  ) throws(CertificateFault) -> IssuedCertificate {
    let contents = Contents(
      serial: serial, publicKey: request.publicKey, validity: validity.within(self.validity),
      subject: try Self.distinguishedName(organisation: uri.agency, name: uri.system))
    return try IssuedCertificate(try sign(contents, .system(uri)), serial: serial, authority: self)
  }

  /// The certificate by which a server of the hub is known, under this root, with a new key of its own.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package func server(
    named names: [ServerName], serial: SerialNumber, validity: Validity
  ) throws(CertificateFault) -> (certificate: [UInt8], key: CertificateKey) {
    let key = CertificateKey()
    let contents = Contents(
      serial: serial, publicKey: key.x509.publicKey, validity: validity.within(self.validity),
      subject: try Self.distinguishedName(organisation: "hub", name: "Cairn server"))
    guard let der = try sign(contents, .server(names)).der else { throw .cannotBeMade }
    return (der, key)
  }

  private func sign(_ contents: Contents, _ profile: CertificateProfile) throws(CertificateFault) -> Certificate {
    try Self.sign(contents, profile, issuer: certificate.subject, by: key, authorityKey: certificate.publicKey)
  }
}

extension Certificate {
  /// `nil` only for what no encoder takes.
  var der: [UInt8]? {
    var serializer = DER.Serializer()
    return (try? serializer.serialize(self)).map { serializer.serializedBytes }
  }
}
