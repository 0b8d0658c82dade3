internal import X509

extension Authority {
  /// What stands in a certificate besides its extensions.
  struct Contents {
    let serial: SerialNumber
    let publicKey: Certificate.PublicKey
    let validity: Validity
    let subject: DistinguishedName
  }

  /// - Parameter authorityKey: the public key of whoever signs; `nil` for a root, which names none.
  static func sign(
    _ contents: Contents, _ profile: CertificateProfile, issuer: DistinguishedName, by key: CertificateKey,
    authorityKey: Certificate.PublicKey?
  ) throws(CertificateFault) -> Certificate {
    do {
      return try Certificate(
        version: .v3, serialNumber: contents.serial.x509, publicKey: contents.publicKey,
        notValidBefore: Validity.date(contents.validity.notBefore),
        notValidAfter: Validity.date(contents.validity.notAfter), issuer: issuer, subject: contents.subject,
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try profile.extensions(of: contents.publicKey, signedBy: authorityKey), issuerPrivateKey: key.x509)
    } catch {
      throw .cannotBeMade
    }
  }

  static func distinguishedName(organisation: String, name: String) throws(CertificateFault) -> DistinguishedName {
    do {
      return try DistinguishedName {
        OrganizationName(organisation)
        CommonName(name)
      }
    } catch {
      throw .cannotBeMade
    }
  }
}
