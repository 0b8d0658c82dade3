internal import Crypto
internal import SwiftASN1
internal import X509

/// What the certificate of a system says, once it has the form that this hub gives them. Whether the hub gave it, and
/// whether it still stands, is another question.
package struct SystemCertificate: Hashable, Sendable {
  /// Whose it says that it is.
  package let uri: SystemURI
  /// As 32 hexadecimal digits if it is one of this hub's.
  package let serial: String
  package let publicKey: PublicKeyDigest
  package let validity: Validity
  private let certificate: Certificate

  /// Reads a certificate and holds it to its form: P-256, no authority, for clients, exactly one name, which is a
  /// `SystemURI`.
  ///
  /// - Throws: `CertificateFault`.
  package init(der: [UInt8]) throws(CertificateFault) {
    guard let certificate = try? Certificate(derEncoded: der),
      let digest = try? PublicKeyDigest(of: certificate.publicKey)
    else { throw .unreadable }
    guard P256.Signing.PublicKey(certificate.publicKey) != nil else { throw .otherKind }
    let extensions = certificate.extensions
    guard case .notCertificateAuthority? = try? extensions.basicConstraints else { throw .isAuthority }
    if let usage = try? extensions.keyUsage, usage.keyCertSign { throw .isAuthority }
    guard let usages = try? extensions.extendedKeyUsage, usages.contains(.clientAuth) else { throw .notForClients }
    guard let names = try? extensions.subjectAlternativeNames, names.count == 1,
      case .uniformResourceIdentifier(let text)? = names.first, let uri = SystemURI(text)
    else { throw .otherNames }
    self.uri = uri
    serial = SerialNumber(certificate.serialNumber).description
    publicKey = digest
    validity = Validity(
      notBefore: Validity.microseconds(certificate.notValidBefore),
      notAfter: Validity.microseconds(certificate.notValidAfter))
    self.certificate = certificate
  }

  /// Whether the key of an authority signed it.
  ///
  /// - Parameter authority: the authority's certificate, DER.
  package func isSigned(byAuthority authority: [UInt8]) -> Bool {
    guard let authority = try? Certificate(derEncoded: authority) else { return false }
    return authority.publicKey.isValidSignature(certificate.signature, for: certificate)
  }
}
