internal import Crypto
internal import SwiftASN1
internal import X509

/// A P-256 key with its private half.
package struct CertificateKey: Sendable {
  let key: P256.Signing.PrivateKey

  /// Draws a new key.
  package init() { key = P256.Signing.PrivateKey() }

  /// Reads a key as `pem` writes it; `nil` if it is none.
  package init?(pem: String) {
    guard let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
    self.key = key
  }

  /// PKCS #8 between lines of PEM. To be kept from everybody else.
  package var pem: String { key.pemRepresentation }

  var x509: Certificate.PrivateKey { Certificate.PrivateKey(key) }

  /// Asks an authority for a certificate of this key: a PKCS #10 request, DER.
  ///
  /// - Throws: `CertificateFault.cannotBeMade`.
  package func signingRequest() throws(CertificateFault) -> [UInt8] {
    do {
      let request = try CertificateSigningRequest(
        version: .v1, subject: DistinguishedName(), privateKey: x509, attributes: .init(),
        signatureAlgorithm: .ecdsaWithSHA256)
      var serializer = DER.Serializer()
      try serializer.serialize(request)
      return serializer.serializedBytes
    } catch {
      throw .cannotBeMade
    }
  }
}
