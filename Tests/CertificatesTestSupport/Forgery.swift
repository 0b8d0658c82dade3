internal import Crypto
internal import Foundation
internal import SwiftASN1
internal import X509

/// A certificate for a system as no authority of a hub would give it, and its key.
package struct Forgery {
  /// `spiffe://AGENCY/SYSTEM`, as often as there are.
  package var names = ["spiffe://met/records"]
  package var isAuthority = false
  package var isForClients = true
  /// From now.
  package var validSeconds: ClosedRange<Double> = -3_600...3_600
  /// Its serial number; 16 bytes by chance if there is none.
  package var serial: [UInt8]?

  /// One without a fault of its own.
  package init() {}

  /// What a client shows, each in PEM.
  package struct Made: Sendable {
    package let certificate: String
    package let key: String
    /// DER.
    package let der: [UInt8]
  }

  /// - Parameter authority: private key and certificate of who signs it, in PEM; `nil` to have it signed by itself.
  package func made(by authority: String?) throws -> Made {
    let key = P256.Signing.PrivateKey()
    let signer = try authority.map(Signer.init) ?? Signer(key: key)
    var extensions = Certificate.Extensions()
    try extensions.append(
      Critical(isAuthority ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
        .makeCertificateExtension())
    try extensions.append(
      Critical(KeyUsage(digitalSignature: true, keyCertSign: isAuthority)).makeCertificateExtension())
    try extensions.append(
      ExtendedKeyUsage([isForClients ? .clientAuth : .serverAuth]).makeCertificateExtension())
    if !names.isEmpty {
      try extensions.append(
        SubjectAlternativeNames(names.map { .uniformResourceIdentifier($0) }).makeCertificateExtension())
    }
    let certificate = try Certificate(
      version: .v3, serialNumber: serial.map { .init(bytes: $0) } ?? .init(), publicKey: .init(key.publicKey),
      notValidBefore: Date(timeIntervalSinceNow: validSeconds.lowerBound),
      notValidAfter: Date(timeIntervalSinceNow: validSeconds.upperBound), issuer: signer.name,
      subject: DistinguishedName { CommonName("forged") }, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: extensions, issuerPrivateKey: .init(signer.key))
    var serializer = DER.Serializer()
    try serializer.serialize(certificate)
    return Made(
      certificate: try certificate.serializeAsPEM().pemString + "\n", key: key.pemRepresentation + "\n",
      der: serializer.serializedBytes)
  }

  private struct Signer {
    let key: P256.Signing.PrivateKey
    let name: DistinguishedName

    init(key: P256.Signing.PrivateKey) throws {
      self.key = key
      name = try DistinguishedName { CommonName("forged") }
    }

    init(pem: String) throws {
      let documents = try PEMDocument.parseMultiple(pemString: pem)
      key = try P256.Signing.PrivateKey(pemRepresentation: documents[0].pemString)
      name = try Certificate(pemDocument: documents[1]).subject
    }
  }
}
